import type { Film, JobDetail, JobStep, OutgoingLetter, StudioVideo } from '@/api/studio-types';

export function aFilm(change: Partial<Film> = {}): Film {
  return {
    id: 'film-1',
    checksum: '',
    raw_location: 'uploads/film-1',
    encoded_location: null,
    audio_languages: [],
    text_tracks: [],
    manifests: null,
    name: 'ferry.mov',
    content_type: 'video/quicktime',
    size_bytes: 1_000_000,
    preset: null,
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
    published_at: null,
    publish_when_ready: false,
    markers: { intro_start_ms: null, intro_end_ms: null, credits_start_ms: null },
    missing: [],
    created_by: 'user-1',
    categories_id: ['c1'],
    genres_id: ['g1'],
    cast_members_id: [],
    categories: [{ id: 'c1', name: 'Films' }],
    genres: [{ id: 'g1', name: 'Drama' }],
    cast_members: [],
    thumbnail: null,
    poster: { source: 'automatic', at_ms: null, candidates: [] },
    thumbnail_half: null,
    banner: null,
    trailer: null,
    video: aFilm(),
    text_tracks: [],
    warnings: [],
    ...change,
  };
}

export function aLetter(change: Partial<OutgoingLetter> = {}): OutgoingLetter {
  return {
    id: 'mail-1',
    kind: 'media-ready',
    channel: 'email',
    status: 'sent',
    recipient: { user_id: 'user-1', email: 'ana@example.com', name: 'Ana' },
    subject: '“Tide” is ready to be published',
    attempts: 1,
    next_attempt_at: null,
    error: null,
    created_at: '2026-01-01T00:00:00.000Z',
    sent_at: '2026-01-01T00:00:01.000Z',
    sent_by: 'smtp',
    language: 'en',
    text: 'Hello Ana,',
    ...change,
  };
}

export function aStep(change: Partial<JobStep> = {}): JobStep {
  return {
    number: 0,
    kind: 'chunk',
    segments: { first: 0, last: 3 },
    rungs: [720, 480],
    state: 'done',
    worker: null,
    attempts: 0,
    fence: 1,
    progress: null,
    started_at: '2026-01-01T00:00:01.000Z',
    ended_at: '2026-01-01T00:00:13.000Z',
    error_code: null,
    error: null,
    ...change,
  };
}

export function aJob(change: Partial<JobDetail> = {}): JobDetail {
  return {
    id: 'job-1',
    version: 4,
    resource_id: 'video-1.video.film-1',
    label: 'Tide',
    kind: 'video',
    priority: 5,
    preset: null,
    scope: 'all',
    status: 'running',
    stage: 'encoding',
    progress: 40,
    speed: 2.34,
    remaining_s: 90,
    attempt: 1,
    error_code: null,
    error: null,
    rungs: [
      { height: 720, progress: 20 },
      { height: 480, progress: 100 },
    ],
    created_at: '2026-01-01T00:00:00.000Z',
    started_at: '2026-01-01T00:00:01.000Z',
    updated_at: '2026-01-01T00:01:00.000Z',
    source: {
      video_codec: 'h264',
      width: 1280,
      height: 720,
      frame_rate: 25,
      sound_tracks: 1,
      size_bytes: 50_000_000,
      duration_ms: 600_000,
    },
    steps: [aStep()],
    ...change,
  };
}
