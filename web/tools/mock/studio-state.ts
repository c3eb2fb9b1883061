import type {
  CastEntry,
  Category,
  Film,
  Genre,
  StudioPicture,
  StudioVideo,
} from '../../src/api/studio-types.ts';
import { CATEGORIES, GENRES, TITLES } from './catalogue.ts';
import { PROFILE } from './state.ts';

const DAY_MS = 86_400_000;
const LADDER = [1080, 720, 480, 360, 240];

function stamp(index: number) {
  const at = new Date(Date.UTC(2026, 0, 10) + index * DAY_MS).toISOString();
  return { version: 1, created_at: at, updated_at: at };
}

export const categories: Category[] = [...CATEGORIES.values()].map((entry, index) => ({
  ...entry,
  ...stamp(index),
  description: index === 0 ? 'Everything that is told in one sitting.' : null,
  is_active: index !== 3,
}));

export const genres: Genre[] = [...GENRES.values()].map((entry, index) => {
  const [first] = categories;
  const own = index % 3 === 0 && first ? [{ id: first.id, name: first.name }] : [];
  return {
    ...entry,
    ...stamp(index),
    is_active: index !== 5,
    categories: own,
    categories_id: own.map(({ id }) => id),
  };
});

export const castMembers: CastEntry[] = [
  ...(TITLES[0]?.cast_members ?? []),
  ...Array.from({ length: 24 }, (_, index) => ({
    id: `0192f000-0000-7000-8000-0007${String(index).padStart(8, '0')}`,
    name: `Sample Person ${index + 1}`,
    type: index % 4 === 0 ? ('director' as const) : ('actor' as const),
  })),
].map((entry, index) => ({ ...entry, ...stamp(index) }));

export function picture(id: string, name: string): StudioPicture {
  const url = (size: string) => `/i/${id}/${size}`;
  return {
    id,
    name,
    checksum: '',
    location: id,
    urls: { small: url('small'), medium: url('medium'), large: url('large') },
    content_type: 'image/jpeg',
    width: 1280,
    height: 720,
    size_bytes: 240_000,
    placeholder: '',
  };
}

/** What the encoder found; the second is the best. */
export function posterOf(video: string): StudioVideo['poster'] {
  const candidates = [252_000, 1_083_000, 2_410_000, 3_075_000, 4_512_000].map((at_ms) => ({
    at_ms,
    url: `/api/v1/admin/videos/${video}/posters/${at_ms}`,
  }));
  return { source: 'automatic', at_ms: 1_083_000, candidates };
}

export function film(id: string, name: string, size: number, change: Partial<Film> = {}): Film {
  return {
    id,
    name,
    checksum: '',
    raw_location: id,
    encoded_location: null,
    audio_languages: ['en'],
    text_tracks: [],
    manifests: { hls: `/v/${id}/master.m3u8` },
    content_type: 'video/mp4',
    size_bytes: size,
    preset: null,
    status: 'completed',
    progress: 100,
    error_code: null,
    error: null,
    duration_ms: 5_520_000,
    playable_at: '2026-01-10T12:00:00.000Z',
    renditions: LADDER.map((height) => ({
      height,
      width: Math.round((height * 16) / 9),
      codec: 'h264',
      bitrate: height * 4000,
      progress: 100,
    })),
    encoding: null,
    ...change,
  };
}

export function encodingAt(progress: number): Partial<Film> {
  return {
    status: 'processing',
    progress,
    playable_at: progress > 10 ? new Date().toISOString() : null,
    renditions: [],
    encoding: {
      stage: 'encoding',
      progress,
      remaining_s: Math.round((100 - progress) * 1.6),
      speed: 2.4,
      rungs: LADDER.map((height, index) => ({
        height,
        progress: Math.min(100, Math.round(progress * (0.72 + index * 0.16))),
      })),
    },
  };
}

export const NO_MARKERS = { intro_start_ms: null, intro_end_ms: null, credits_start_ms: null };

/** Pictures of the fixtures by the id of their video. */
export const slugs = new Map<string, string>();

export const videos: StudioVideo[] = TITLES.map((title, index) => {
  const slug = title.thumbnail?.small.split('/')[2] ?? '';
  slugs.set(title.id, slug);
  const { categories: inCategories, genres: inGenres, cast_members, markers } = title;
  return {
    id: title.id,
    ...stamp(index),
    title: title.title,
    description: title.description ?? '',
    year_launched: title.year_launched,
    duration: null,
    duration_ms: title.duration_ms,
    rating: title.rating,
    opened: title.opened,
    status: 'published',
    published: true,
    published_at: title.published_at,
    publish_when_ready: false,
    markers: markers ?? NO_MARKERS,
    created_by: PROFILE,
    categories_id: inCategories.map(({ id }) => id),
    genres_id: inGenres.map(({ id }) => id),
    cast_members_id: cast_members.map(({ id }) => id),
    missing: [],
    categories: inCategories,
    genres: inGenres,
    cast_members,
    thumbnail: picture(`${title.id}-t`, 'still.jpg'),
    poster:
      index % 3 === 0
        ? { ...posterOf(title.id), source: 'uploaded', at_ms: null }
        : posterOf(title.id),
    thumbnail_half: null,
    banner: picture(`${title.id}-b`, 'wide.jpg'),
    trailer: index % 2 === 0 ? film(`${title.id}-c`, `${slug}-trailer.mp4`, 48_000_000) : null,
    video: film(`${title.id}-v`, `${slug}.mov`, 7_400_000_000 - index * 300_000_000),
    text_tracks: [],
    warnings: [],
  };
});

/** A few that are not finished, as a studio has them. */
function unfinished(index: number, change: Partial<StudioVideo>): void {
  const video = videos[index];
  if (video) {
    Object.assign(video, { status: 'draft', published: false }, change);
  }
}

const [encoded, broken, empty] = [videos[1], videos[4], videos[8]];
unfinished(1, {
  missing: ['video'],
  video: encoded?.video ? { ...encoded.video, ...encodingAt(43) } : null,
});
unfinished(4, {
  missing: ['video', 'genres'],
  genres: [],
  video: broken?.video
    ? {
        ...broken.video,
        status: 'error',
        progress: 12,
        playable_at: null,
        error_code: 'MEDIA_DAMAGED',
        error: 'the file ends before its index says',
      }
    : null,
});
unfinished(8, {
  title: empty?.title ?? '',
  missing: ['video', 'categories', 'genres', 'thumbnail'],
  categories: [],
  genres: [],
  thumbnail: null,
  poster: { source: 'automatic', at_ms: null, candidates: [] },
  banner: null,
  trailer: null,
  video: null,
});
unfinished(6, { status: 'ready' });
unfinished(9, { status: 'unpublished' });
