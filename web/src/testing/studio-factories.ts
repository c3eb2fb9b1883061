import type { Film, StudioVideo } from '@/api/studio-types';

export function aFilm(change: Partial<Film> = {}): Film {
  return {
    id: 'film-1',
    name: 'ferry.mov',
    content_type: 'video/quicktime',
    size_bytes: 1_000_000,
    status: 'completed',
    progress: 100,
    error_code: null,
    error: null,
    duration_ms: 60_000,
    playable_at: '2026-01-01T00:00:00.000Z',
    renditions: [],
    encoding: null,
    ...change,
  };
}

export function aStudioVideo(change: Partial<StudioVideo> = {}): StudioVideo {
  return {
    id: 'video-1',
    version: 3,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    title: 'Night Ferry',
    description: 'One passenger is left.',
    year_launched: 2024,
    duration: null,
    duration_ms: null,
    rating: '12',
    opened: false,
    status: 'draft',
    published: false,
    publish_when_ready: false,
    markers: null,
    missing: [],
    categories: [{ id: 'c1', name: 'Films' }],
    genres: [{ id: 'g1', name: 'Drama' }],
    cast_members: [],
    thumbnail: null,
    thumbnail_half: null,
    banner: null,
    trailer: null,
    video: aFilm(),
    warnings: [],
    ...change,
  };
}
