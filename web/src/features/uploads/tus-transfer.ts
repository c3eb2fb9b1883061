import { DetailedError, defaultOptions, type PreviousUpload, Upload } from 'tus-js-client';
import { CSRF_HEADER } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { Problem } from '@/api/types';
import type { Target, Transfer, TransferEvents, Wish } from './upload-queue';

const ENDPOINT = '/api/v1/admin/uploads';
/** Short requests: each ends long before any deadline between here and the server. */
const CHUNK_BYTES = 32 * 1024 * 1024;
const RETRY_DELAYS_MS = [500, 1500, 4000];
/** Answers of a server or proxy that is overloaded or starting: the same request may soon succeed. */
const PASSING = new Set([429, 502, 503, 504]);
/** The server keeps an unfinished upload this long after its last byte. */
const KEPT_MS = 24 * 3600 * 1000;

/** Part of the address `…/uploads/{id}` that names the upload. */
function idOf(url: string): string {
  return new URL(url, location.origin).pathname.split('/').at(-1) ?? '';
}

/** The same file for the same purpose has the same name, also after the page was loaded again. */
function fingerprintOf(file: File, { video, type }: Target): string {
  return ['codeflix', video, type, file.name, file.size, file.lastModified].join('|');
}

function headers(): Record<string, string> {
  return { ...CSRF_HEADER, 'Accept-Language': document.documentElement.lang || 'en' };
}

function problemOf(error: DetailedError): ApiProblem | null {
  const status = error.originalResponse?.getStatus() ?? 0;
  if (status === 0) {
    return null;
  }
  let body: Problem = {};
  try {
    body = JSON.parse(error.originalResponse?.getBody() || '{}');
  } catch {
    // A proxy in between may answer with a page of its own; the status has to do.
  }
  return new ApiProblem(status, body);
}

async function forgetStored(fingerprint: string): Promise<void> {
  const storage = defaultOptions.urlStorage;
  const stored = await storage.findUploadsByFingerprint(fingerprint);
  await Promise.all(stored.map(({ urlStorageKey }) => storage.removeUpload(urlStorageKey)));
}

/** Sends a file by tus, from where an earlier attempt stopped. */
export function tusTransfer(file: File, wish: Wish, events: TransferEvents): Transfer {
  const fingerprint = fingerprintOf(file, wish);
  let stopped = false;
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    headers: headers(),
    metadata: {
      filename: file.name,
      filetype: file.type || 'application/octet-stream',
      purpose: wish.type,
      video_id: wish.video,
      ...(wish.preset && { preset: wish.preset }),
    },
    fingerprint: () => Promise.resolve(fingerprint),
    onProgress: (sent) => events.onProgress(sent),
    onSuccess: () => events.onSent(idOf(upload.url ?? '')),
    onError: (error) => {
      const problem = error instanceof DetailedError ? problemOf(error) : null;
      if (problem && !PASSING.has(problem.status)) {
        events.onRefused(problem);
      } else {
        events.onLost();
      }
    },
  });
  const start = async () => {
    stopped = false;
    if (upload.url === null) {
      const [previous] = await upload.findPreviousUploads();
      if (previous && fits(previous, wish)) {
        upload.resumeFromPreviousUpload(previous);
      } else if (previous) {
        dropUpload(previous);
      }
    }
    if (!stopped) {
      upload.start();
    }
  };
  const stop = () => {
    stopped = true;
    upload.abort();
  };
  return {
    start: () => void start(),
    stop,
    discard: () => {
      forgetStored(fingerprint);
      if (upload.url) {
        endOnServer(upload.url);
      }
    },
    forget: () => void forgetStored(fingerprint),
  };
}

/** A failure is no loss: the server lets go of the upload by itself a day later. */
function endOnServer(url: string): void {
  Upload.terminate(url, { headers: headers() }).catch(() => {});
}

/** What was said when an upload began holds for it; whoever wishes for something else now begins anew. */
function fits({ metadata }: PreviousUpload, { preset }: Wish): boolean {
  return preset === undefined || metadata.preset === preset;
}

function dropUpload({ urlStorageKey, uploadUrl }: PreviousUpload): void {
  defaultOptions.urlStorage.removeUpload(urlStorageKey);
  if (uploadUrl) {
    endOnServer(uploadUrl);
  }
}

export type Unfinished = { name: string; size: number; discard: () => void };

/** An upload for the same target that an earlier visit left behind, if the server still has it. */
export async function findUnfinished({ video, type }: Target): Promise<Unfinished | null> {
  const stored = await defaultOptions.urlStorage.findAllUploads();
  const mine = ({ metadata, creationTime }: PreviousUpload) =>
    metadata.video_id === video &&
    metadata.purpose === type &&
    Date.now() - new Date(creationTime).getTime() < KEPT_MS;
  const found = stored.filter(mine).at(-1);
  if (!found) {
    return null;
  }
  return {
    name: found.metadata.filename ?? '',
    size: found.size ?? 0,
    discard: () => dropUpload(found),
  };
}
