import type { Conversion } from '../../src/api/types.ts';
import { data, empty, type Handler, json, problem } from './respond.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.now();
/** How long a conversion takes here. */
const WORK_MS = 8000;

type Known = Conversion & { begun?: number };

function conversion(index: number, change: Partial<Known>): Known {
  const created = new Date(NOW - index * HOUR_MS).toISOString();
  const name = change.file_name ?? 'ferry.mov';
  return {
    id: `0192f000-0000-7000-8000-000a${String(index).padStart(8, '0')}`,
    version: 3,
    file_name: name,
    size_bytes: 734_003_200,
    format: 'mp3',
    bitrate_kbps: 192,
    status: 'completed',
    progress: 100,
    error_code: null,
    error: null,
    result_name: name.replace(/\.[^.]+$/, '.mp3'),
    result_bytes: 86_400_000,
    duration_ms: 3_600_000,
    created_at: created,
    updated_at: created,
    expires_at: new Date(NOW + (168 - index) * HOUR_MS).toISOString(),
    ...change,
  };
}

const UNFINISHED = { result_bytes: null, duration_ms: null } as const;

let conversions: Known[] = [
  conversion(1, {
    ...UNFINISHED,
    file_name: 'Slides without a word.mp4',
    status: 'failed',
    progress: 0,
    error_code: 'NO_AUDIO_STREAM',
    error: 'The file holds no sound',
  }),
  conversion(2, { file_name: 'Ferry to the End of the Line.mkv' }),
];

/** What it has become since it was asked for. */
function now(known: Known): Conversion {
  const { begun, ...plain } = known;
  const done = begun === undefined ? 1 : (Date.now() - begun) / WORK_MS;
  return done >= 1 || plain.status === 'failed'
    ? plain
    : {
        ...plain,
        ...UNFINISHED,
        status: done < 0.2 ? 'queued' : 'running',
        progress: Math.floor(done * 100),
        expires_at: null,
      };
}

const list: Handler = ({ response }) =>
  json(response, {
    data: conversions.map(now),
    meta: { current_page: 1, per_page: 100, last_page: 1, total: conversions.length },
  });

/** The file itself is of no interest here; its name stands in the head of its part. */
const request: Handler = ({ body, response }) => {
  const text = String(body.raw ?? '');
  const field = (name: string) =>
    new RegExp(`name="${name}"(?:; filename="([^"]*)")?[^]*?\\r\\n\\r\\n([^\\r]*)`).exec(text);
  const file_name = field('file')?.[1] || 'film.mp4';
  const format = (field('format')?.[2] ?? 'mp3') as Conversion['format'];
  const fresh = conversion(0, {
    id: crypto.randomUUID(),
    file_name,
    format,
    bitrate_kbps: Number(field('bitrate_kbps')?.[2] ?? 192),
    result_name: file_name.replace(/\.[^.]+$/, `.${format}`),
    begun: Date.now(),
  });
  conversions = [fresh, ...conversions];
  data(response, now(fresh), 202);
};

const one: Handler = ({ params, response }) => {
  const found = conversions.find(({ id }) => id === params[0]);
  found ? data(response, now(found)) : problem(response, 404, 'NOT_FOUND');
};

const remove: Handler = ({ params, response }) => {
  conversions = conversions.filter(({ id }) => id !== params[0]);
  empty(response);
};

const file: Handler = ({ response }) => {
  response.writeHead(200, {
    'content-type': 'audio/mpeg',
    'content-disposition': 'attachment; filename="ferry.mp3"',
  });
  response.end();
};

export const CONVERSION_ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/conversions$/, list],
  ['POST', /^\/conversions$/, request],
  ['GET', /^\/conversions\/([^/]+)$/, one],
  ['DELETE', /^\/conversions\/([^/]+)$/, remove],
  ['GET', /^\/conversions\/[^/]+\/file$/, file],
];
