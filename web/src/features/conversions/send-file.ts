import { CSRF_HEADER } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { Conversion, Problem } from '@/api/types';

const ENDPOINT = '/api/v1/conversions';

export type Wishes = { format: Conversion['format']; bitrate: number };

type Events = { onProgress: (sent: number) => void; signal: AbortSignal };

/** Sends a film with what is wanted of it. Only `XMLHttpRequest` tells how much of a body has been sent. */
export function sendFile(file: File, wishes: Wishes, events: Events): Promise<Conversion> {
  const form = new FormData();
  form.append('format', wishes.format);
  form.append('bitrate_kbps', String(wishes.bitrate));
  // Last, so that a wrong wish is refused before all of it was read.
  form.append('file', file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', ENDPOINT);
    request.setRequestHeader('Accept-Language', document.documentElement.lang || 'en');
    for (const [name, value] of Object.entries(CSRF_HEADER)) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded }) => events.onProgress(Math.min(loaded, file.size));
    request.onerror = () => reject(ApiProblem.network());
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onload = () => {
      const answer = parsed(request.responseText);
      const found = (answer as { data?: Conversion }).data;
      if (request.status < 300 && found) {
        resolve(found);
      } else {
        reject(new ApiProblem(request.status, answer as Problem));
      }
    };
    events.signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** A proxy in between may answer with a page of its own; the status has to do. */
function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
