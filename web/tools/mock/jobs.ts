import type { EncodeQueue, JobDetail, JobStep } from '../../src/api/studio-types.ts';
import { data, type Handler, json, operator, problem } from './respond.ts';

const MINUTE_MS = 60_000;
const NOW = Date.now();
const FILM = '0192f000-0000-7000-8000-000000000001';
const WORKER = '0192f000-0000-7000-8000-00000000c0de';
const SAID = `[in#0/matroska,webm] Element at 0x9f31c ending at 0x24a77d exceeds containing master element
[h264] error while decoding MB 71 42, bytestream -9 (× 14)
[vist#0:0/h264] Error submitting packet to decoder: Invalid data found when processing input
[fc#0] Error sending frames to consumers: No space left on device
Conversion failed!`;

function time(minutesAgo: number): string {
  return new Date(NOW - minutesAgo * MINUTE_MS).toISOString();
}

function step(number: number | null, change: Partial<JobStep>): JobStep {
  return {
    number,
    kind: 'chunk',
    segments: number === null ? null : { first: number * 4, last: number * 4 + 3 },
    rungs: number === null ? [] : [1080, 720, 480, 360, 240],
    state: 'done',
    worker: null,
    attempts: 0,
    fence: 1,
    progress: null,
    started_at: time(9),
    ended_at: time(8.7),
    error_code: null,
    error: null,
    ...change,
  };
}

function steps(): JobStep[] {
  return [
    step(null, { kind: 'planning' }),
    step(0, {}),
    step(1, { kind: 'sound', segments: null, rungs: [] }),
    step(2, { attempts: 1, error_code: 'INTERNAL', error: 'the program was ended from outside' }),
    ...[3, 4].map((number) =>
      step(number, { state: 'running', progress: number * 17, worker: WORKER, ended_at: null }),
    ),
    ...[5, 6, 7].map((number) =>
      step(number, { state: 'queued', started_at: null, ended_at: null, fence: 0 }),
    ),
  ];
}

function job(index: number, change: Partial<JobDetail>): JobDetail {
  const progress = change.progress ?? 100;
  return {
    id: `0192f000-0000-7000-8000-0007${String(index).padStart(8, '0')}`,
    version: 3,
    resource_id: `${FILM}.video.${FILM}`,
    label: 'Aurora',
    kind: 'video',
    priority: 5,
    preset: null,
    scope: 'all',
    status: 'completed',
    stage: 'packaging',
    progress,
    speed: 3.42,
    remaining_s: null,
    attempt: 1,
    error_code: null,
    error: null,
    rungs: [1080, 720, 480, 360, 240].map((height, place) => ({
      height,
      progress: Math.min(100, progress + place * 9),
    })),
    created_at: time(index * 47),
    started_at: time(index * 47 - 1),
    updated_at: time(index * 40),
    source: {
      video_codec: 'h264',
      width: 1920,
      height: 1080,
      frame_rate: 24,
      sound_tracks: 2,
      size_bytes: 4_830_000_000,
      duration_ms: 5_520_000,
    },
    steps: [step(null, { kind: 'planning' }), step(0, {})],
    ...change,
  };
}

const WAITING = { speed: null, started_at: null, source: null, rungs: [] };

const jobs: JobDetail[] = [
  job(1, {
    ...WAITING,
    status: 'queued',
    stage: 'probing',
    progress: 0,
    label: 'The Long Way Round',
    steps: [step(null, { kind: 'planning', state: 'queued', started_at: null, ended_at: null })],
  }),
  job(2, {
    status: 'running',
    stage: 'encoding',
    progress: 41,
    speed: 1.87,
    remaining_s: 1740,
    priority: 7,
    label: 'Ferry to the End of the Line',
    steps: steps(),
  }),
  job(3, {
    status: 'failed',
    stage: 'encoding',
    progress: 12,
    speed: null,
    label: 'Low Tide',
    attempt: 2,
    error_code: 'MEDIA_DAMAGED',
    error: 'the film is damaged or cut off; upload it again from the original',
    steps: [
      step(null, { kind: 'planning' }),
      step(0, { state: 'failed', attempts: 1, error_code: 'MEDIA_DAMAGED', error: SAID }),
      step(1, { state: 'cancelled', started_at: null, ended_at: null }),
    ],
  }),
  job(4, { status: 'cancelled', progress: 30, speed: null, kind: 'trailer', label: 'Night Ferry' }),
  job(5, {
    label: 'Lighthouse Keepers',
    scope: 'missing',
    preset: 'best',
    steps: [
      step(null, { kind: 'planning' }),
      step(0, { kind: 'taken_over', segments: null }),
      step(1, {}),
    ],
  }),
  ...Array.from({ length: 22 }, (_, index) => job(index + 6, {})),
];

const list: Handler = ({ url, response }) => {
  const asked = Object.fromEntries(url.searchParams);
  const found = jobs.filter(
    ({ status, kind, label, resource_id }) =>
      (asked.status ?? status) === status &&
      (asked.kind ?? kind) === kind &&
      (asked.resource_id ?? resource_id) === resource_id &&
      `${label} ${resource_id}`.toLowerCase().includes((asked.search ?? '').toLowerCase()),
  );
  const [page, size] = [Number(asked.page ?? 1), Number(asked.per_page ?? 15)];
  json(response, {
    data: found.slice((page - 1) * size, page * size),
    meta: {
      current_page: page,
      per_page: size,
      last_page: Math.max(1, Math.ceil(found.length / size)),
      total: found.length,
    },
  });
};

const queue: Handler = ({ response }) => {
  const count = (wanted: JobDetail['status']) =>
    jobs.filter(({ status }) => status === wanted).length;
  const tasks = jobs.flatMap(({ id, label, steps }) =>
    steps.filter(({ state }) => state === 'running').map((it) => ({ job_id: id, label, ...it })),
  );
  const shown: EncodeQueue = {
    counts: {
      queued: count('queued'),
      running: count('running'),
      completed: count('completed'),
      failed: count('failed'),
      cancelled: count('cancelled'),
    },
    workers: tasks.length > 0 ? [{ name: WORKER, tasks }] : [],
  };
  data(response, shown);
};

const one: Handler = ({ params, response }) => {
  const found = jobs.find(({ id }) => id === params[0]);
  found ? data(response, found) : problem(response, 404, 'NOT_FOUND');
};

const STATUS_AFTER = { cancel: 'cancelled', retry: 'running', reencode: 'queued' } as const;

const bulk: Handler = ({ body, response }) => {
  const { action, ids, priority } = body as { action: string; ids: string[]; priority?: number };
  const results = ids.map((id) => {
    const found = jobs.find((each) => each.id === id);
    if (found && action in STATUS_AFTER) {
      found.status = STATUS_AFTER[action as keyof typeof STATUS_AFTER];
    }
    if (found && priority !== undefined) {
      found.priority = priority;
    }
    return { id, code: found ? null : 'NOT_FOUND', job_id: id };
  });
  data(response, results);
};

export const JOB_ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/encoder\/queue$/, operator(queue)],
  ['GET', /^\/encoder\/jobs$/, operator(list)],
  ['POST', /^\/encoder\/jobs\/bulk$/, operator(bulk)],
  ['GET', /^\/encoder\/jobs\/([^/]+)$/, operator(one)],
];
