import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { FilmType, StudioVideo } from '../../src/api/studio-types.ts';
import { cookie, data, empty, json, problem, readBody } from './respond.ts';
import {
  picture as aPicture,
  castMembers,
  categories,
  encodingAt,
  film,
  genres,
  NO_MARKERS,
  posterOf,
  slugs,
  videos,
} from './studio-state.ts';
import { finishUpload, tus } from './tus.ts';

type Entry = { id: string; version: number; created_at: string; updated_at: string };
type Ask = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  collection: Entry[];
  id: string | undefined;
  rest: string[];
};

const COLLECTIONS: Record<string, Entry[]> = {
  categories,
  genres,
  cast_members: castMembers,
  videos,
};
const PICTURES = fileURLToPath(new URL('../../.mock/pictures/', import.meta.url));
const listeners = new Set<ServerResponse>();

function tell(event: string, value: unknown): void {
  for (const listener of listeners) {
    listener.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  }
}

function stream(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
}

function textOf(entry: Entry): string {
  return JSON.stringify(Object.values(entry).filter((value) => typeof value === 'string'));
}

function matches(entry: Entry, name: string, wanted: string[]): boolean {
  const value = (entry as unknown as Record<string, unknown>)[name];
  return Array.isArray(value)
    ? value.some((one) => wanted.includes(one.id ?? one))
    : wanted.includes(String(value));
}

function list({ response, url, collection }: Ask): void {
  const { page, per_page, search, sort, dir, ...filters } = Object.fromEntries(url.searchParams);
  const found = collection
    .filter((entry) =>
      textOf(entry)
        .toLowerCase()
        .includes((search ?? '').toLowerCase()),
    )
    .filter((entry) =>
      Object.entries(filters).every(([name, value]) => matches(entry, name, value.split(','))),
    );
  const by = sort ?? 'created_at';
  const read = (entry: Entry) => String((entry as unknown as Record<string, unknown>)[by]);
  found.sort((a, b) => read(a).localeCompare(read(b)) * ((dir ?? 'desc') === 'asc' ? 1 : -1));
  const size = Number(per_page ?? 15);
  const current = Number(page ?? 1);
  json(response, {
    data: found.slice((current - 1) * size, current * size),
    meta: {
      current_page: current,
      per_page: size,
      last_page: Math.max(1, Math.ceil(found.length / size)),
      total: found.length,
    },
  });
}

const NEW_VIDEO: Partial<StudioVideo> = {
  duration: null,
  duration_ms: null,
  opened: false,
  status: 'draft',
  published: false,
  publish_when_ready: false,
  markers: NO_MARKERS,
  missing: ['video', 'categories', 'genres', 'thumbnail'],
  categories: [],
  genres: [],
  cast_members: [],
  thumbnail: null,
  poster: { source: 'automatic', at_ms: null, candidates: [] },
  thumbnail_half: null,
  banner: null,
  trailer: null,
  video: null,
  text_tracks: [],
  warnings: [],
};

/** Ids of a write as the entries that an answer shows. */
function related(body: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [field, all] of Object.entries({
    categories_id: categories,
    genres_id: genres,
    cast_members_id: castMembers,
  })) {
    const ids = body[field];
    if (Array.isArray(ids)) {
      found[field.replace('_id', '')] = (all as Entry[]).filter(({ id }) => ids.includes(id));
    }
  }
  return found;
}

async function create({ request, response, collection }: Ask): Promise<void> {
  const body = await readBody(request);
  if (String(body.title ?? body.name).includes('taken')) {
    const field = 'title' in body ? '/title' : '/name';
    problem(response, 422, 'VALIDATION', {
      errors: [{ field, code: 'DUPLICATE', message: 'This exists already.' }],
    });
    return;
  }
  const now = new Date().toISOString();
  const entry = {
    ...(collection === videos ? NEW_VIDEO : {}),
    categories: [],
    ...body,
    ...related(body),
    id: crypto.randomUUID(),
    version: 1,
    created_at: now,
    updated_at: now,
  };
  collection.push(entry);
  data(response, entry, 201);
}

function settle(video: StudioVideo): void {
  video.missing = [
    ...(video.video?.status === 'completed' ? [] : (['video'] as const)),
    ...(video.categories.length > 0 ? [] : (['categories'] as const)),
    ...(video.genres.length > 0 ? [] : (['genres'] as const)),
    ...(video.thumbnail ? [] : (['thumbnail'] as const)),
  ];
  if (video.missing.length === 0 && video.status === 'draft') {
    video.status = video.publish_when_ready ? 'published' : 'ready';
    video.published = video.publish_when_ready;
  } else if (video.missing.length > 0 && video.status === 'ready') {
    video.status = 'draft';
  }
  video.version += 1;
  tell('video', { video_id: video.id, status: video.status, version: video.version });
}

async function change({ request, response, collection, id }: Ask): Promise<void> {
  const entry = collection.find((one) => one.id === id);
  const body = await readBody(request);
  if (!entry) {
    problem(response, 404, 'NOT_FOUND');
  } else if (request.headers['if-match'] !== `"${entry.version}"`) {
    problem(response, 412, 'VERSION_CONFLICT');
  } else {
    Object.assign(entry, body, related(body), { version: entry.version + 1 });
    if (collection === videos) {
      settle(entry as StudioVideo);
    }
    data(response, entry);
  }
}

/** Plays an encode, quick enough to watch. */
function encode(video: StudioVideo, type: FilmType): void {
  let progress = 0;
  const step = () => {
    const current = video[type];
    if (!current) {
      return;
    }
    progress = Math.min(100, progress + 4);
    const done = progress >= 100;
    Object.assign(
      current,
      done ? film(current.id, current.name, current.size_bytes) : encodingAt(progress),
    );
    tell('media', {
      video_id: video.id,
      media_type: type,
      media_id: current.id,
      status: current.status,
      progress,
      stage: current.encoding?.stage ?? null,
      remaining_s: current.encoding?.remaining_s ?? null,
      speed: current.encoding?.speed ?? null,
      rungs: current.encoding?.rungs ?? [],
      playable: current.playable_at !== null,
      error_code: null,
      error: null,
    });
    if (done) {
      video.thumbnail ??= aPicture(crypto.randomUUID(), 'poster.jpg');
      video.poster = posterOf(video.id);
      settle(video);
    } else {
      setTimeout(step, 400);
    }
  };
  setTimeout(step, 800);
}

/** Takes over a finished upload as a video's film. */
async function attach(
  { request, response }: Ask,
  video: StudioVideo,
  type: FilmType,
): Promise<void> {
  const upload = finishUpload(String((await readBody(request)).upload_id));
  if (!upload) {
    problem(response, 404, 'NOT_FOUND');
  } else if (upload.name.includes('broken')) {
    problem(response, 422, 'NOT_MEDIA', { detail: 'not a media file' });
  } else {
    const id = crypto.randomUUID();
    video[type] = film(id, upload.name, upload.size, {
      status: 'pending',
      progress: 0,
      playable_at: null,
      renditions: [],
      duration_ms: null,
    });
    encode(video, type);
    settle(video);
    data(response, { video_id: video.id, media_type: type, media_id: id }, 201);
  }
}

function showPicture(response: ServerResponse, video: StudioVideo, type: string): void {
  const size = type === 'banner' ? 'wide' : 'medium';
  const path = `${PICTURES}${slugs.get(video.id) ?? 'aurora'}-${size}.jpg`;
  const known = existsSync(path);
  response.writeHead(known ? 200 : 404, { 'content-type': 'image/jpeg' });
  response.end(known ? readFileSync(path) : undefined);
}

async function media(ask: Ask, video: StudioVideo): Promise<void> {
  const { request, response } = ask;
  const [, type = '', retry] = ask.rest;
  if (request.method === 'GET') {
    showPicture(response, video, type);
  } else if (request.method === 'DELETE') {
    Object.assign(video, { [type]: null });
    noteSource(video, type, 'automatic');
    settle(video);
    empty(response);
  } else if (type !== 'video' && type !== 'trailer') {
    await picture(ask, video, type);
  } else if (retry) {
    encode(video, type);
    response.writeHead(202).end();
  } else {
    await attach(ask, video, type);
  }
}

async function picture(
  { request, response }: Ask,
  video: StudioVideo,
  type: string,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  const head = Buffer.concat(parts).subarray(0, 600).toString('latin1');
  if (head.includes('image/svg')) {
    problem(response, 422, 'IMAGE_TYPE');
    return;
  }
  const id = crypto.randomUUID();
  Object.assign(video, {
    [type]: aPicture(id, 'picture.jpg'),
  });
  noteSource(video, type, 'uploaded');
  settle(video);
  data(response, { video_id: video.id, media_type: type, media_id: id }, 201);
}

function noteSource(
  video: StudioVideo,
  type: string,
  source: StudioVideo['poster']['source'],
): void {
  if (type === 'thumbnail') {
    const { candidates, at_ms } = posterOf(video.id);
    video.poster = { candidates, source, at_ms: source === 'uploaded' ? null : at_ms };
  }
}

async function poster({ request, response }: Ask, video: StudioVideo): Promise<void> {
  if (request.method === 'PUT') {
    const { at_ms } = await readBody(request);
    video.poster = { ...video.poster, source: 'chosen', at_ms: Number(at_ms) };
  } else {
    video.poster = posterOf(video.id);
  }
  video.thumbnail = aPicture(crypto.randomUUID(), 'poster.jpg');
  settle(video);
  data(response, video);
}

async function video(ask: Ask, found: StudioVideo): Promise<void> {
  const [action] = ask.rest;
  if (action === 'medias') {
    await media(ask, found);
  } else if (action === 'poster') {
    await poster(ask, found);
  } else if (action === 'posters') {
    showPicture(ask.response, found, 'thumbnail');
  } else if (action === 'publish') {
    const { publish_early: early } = await readBody(ask.request);
    const missing = found.missing.filter((one) => !(early && one === 'video'));
    if (missing.length > 0) {
      problem(ask.response, 409, 'VIDEO_NOT_READY', {
        errors: missing.map((one) => ({ field: `/${one}`, code: 'REQUIRED', message: one })),
      });
      return;
    }
    Object.assign(found, { status: 'published', published: true });
    settle(found);
    data(ask.response, found);
  } else if (action === 'unpublish') {
    Object.assign(found, { status: 'unpublished', published: false });
    settle(found);
    data(ask.response, found);
  } else {
    problem(ask.response, 404, 'NOT_FOUND');
  }
}

function remove({ response, url, collection, id }: Ask): void {
  const ids = id ? [id] : (url.searchParams.get('ids') ?? '').split(',');
  if (collection === categories && ids.includes(categories[0]?.id ?? '')) {
    problem(response, 409, 'RESOURCE_IN_USE');
    return;
  }
  for (const gone of ids) {
    const at = collection.findIndex((entry) => entry.id === gone);
    if (at >= 0) {
      collection.splice(at, 1);
    }
  }
  empty(response);
}

async function entry(ask: Ask): Promise<void> {
  const { request, response, collection, id } = ask;
  const found = collection.find((one) => one.id === id);
  if (request.method === 'DELETE') {
    remove(ask);
  } else if (request.method === 'GET' && !id) {
    list(ask);
  } else if (request.method === 'POST' && !id) {
    await create(ask);
  } else if (!found) {
    problem(response, 404, 'NOT_FOUND');
  } else if (ask.rest.length > 0) {
    await video(ask, found as StudioVideo);
  } else if (request.method === 'PATCH') {
    await change(ask);
  } else {
    data(response, found);
  }
}

/** Answers everything under `/api/v1/admin`. */
export async function studio(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [area = '', id, ...rest] = url.pathname.replace('/api/v1/admin/', '').split('/');
  const collection = COLLECTIONS[area];
  if (cookie(request, 'mock_session') !== 'staff') {
    problem(response, 403, 'FORBIDDEN');
  } else if (area === 'stream') {
    stream(request, response);
  } else if (area === 'uploads') {
    await tus(request, response, id);
  } else if (collection) {
    await entry({ request, response, url, collection, id, rest });
  } else {
    problem(response, 404, 'NOT_FOUND');
  }
}
