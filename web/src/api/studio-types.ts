/** The REST shapes of the catalogue's administration, in the same form as `types.ts`. */
import type {
  ById,
  CastMember,
  CastType,
  Json,
  Markers,
  Named,
  One,
  Page,
  Rating,
  Read,
  Uuid,
  Write,
} from '@/api/types';

type Stamped = { id: Uuid; version: number; created_at: string; updated_at: string };

export type Category = Stamped & { name: string; description: string | null; is_active: boolean };
export type Genre = Stamped & {
  name: string;
  is_active: boolean;
  categories_id: Uuid[];
  categories: Named[];
};
export type CastEntry = Stamped & { name: string; type: CastType };

export type CategoryWrite = { name: string; description: string | null; is_active: boolean };
export type GenreWrite = { name: string; is_active: boolean; categories_id: Uuid[] };
export type CastWrite = { name: string; type: CastType };

export type VideoStatus = 'draft' | 'ready' | 'published' | 'unpublished';
export type Missing = 'video' | 'categories' | 'genres' | 'thumbnail';
export type MediaStatus = 'pending' | 'processing' | 'completed' | 'error';
export type FilmType = 'video' | 'trailer';
export type PictureType = 'thumbnail' | 'thumbnail_half' | 'banner';
export type MediaType = FilmType | PictureType;

export type StudioPicture = {
  id: Uuid;
  name: string;
  content_type: string;
  width: number;
  height: number;
  size_bytes: number;
  placeholder: string;
};

export type Rung = { height: number; progress: number };
export type Encoding = {
  stage: string;
  progress: number;
  remaining_s: number | null;
  speed: number | null;
  rungs: Rung[];
};
export type Rendition = {
  height: number;
  width: number;
  codec: string;
  bitrate: number;
  progress: number;
};
export type Film = {
  id: Uuid;
  name: string;
  content_type: string;
  size_bytes: number;
  status: MediaStatus;
  progress: number;
  error_code: string | null;
  error: string | null;
  duration_ms: number | null;
  playable_at: string | null;
  renditions: Rendition[];
  encoding: Encoding | null;
};

export type StudioVideo = Stamped & {
  title: string;
  description: string;
  year_launched: number;
  duration: number | null;
  duration_ms: number | null;
  rating: Rating;
  opened: boolean;
  status: VideoStatus;
  published: boolean;
  publish_when_ready: boolean;
  markers: Markers | null;
  missing: Missing[];
  categories: Named[];
  genres: Named[];
  cast_members: CastMember[];
  thumbnail: StudioPicture | null;
  thumbnail_half: StudioPicture | null;
  banner: StudioPicture | null;
  trailer: Film | null;
  video: Film | null;
  warnings: { code: string; message: string }[];
};

export type VideoWrite = {
  title: string;
  description: string;
  year_launched: number;
  rating: Rating;
  opened: boolean;
  publish_when_ready: boolean;
  markers: Markers | null;
  categories_id: Uuid[];
  genres_id: Uuid[];
  cast_members_id: Uuid[];
};
export type NewVideo = Pick<VideoWrite, 'title' | 'description' | 'year_launched' | 'rating'>;

/** `event: media` of the live stream. */
export type MediaEvent = {
  video_id: Uuid;
  media_type: FilmType;
  media_id: Uuid;
  status: MediaStatus;
  progress: number;
  stage: string | null;
  remaining_s: number | null;
  speed: number | null;
  rungs: Rung[] | null;
  playable: boolean;
  error_code: string | null;
  error: string | null;
};
/** `event: video` of the live stream. */
export type VideoEvent = { video_id: Uuid; status: VideoStatus; version: number };

export type ListQuery = {
  page?: number;
  per_page?: number;
  search?: string;
  sort?: string;
  dir?: 'asc' | 'desc';
} & { [filter: string]: string | number | undefined };

type ByMedia = { id: Uuid; type: MediaType };
type Ids = { query: { ids: string } };
type IfMatch = { 'If-Match': string };

type Collection<T, W> = {
  get: Read<Page<T>, ListQuery>;
  post: Write<One<T>, W>;
  delete: { parameters: Ids; responses: { 204: { content?: never } } };
};
type Item<T, W, Header = undefined> = {
  get: Read<One<T>, undefined, ById>;
  patch: Write<One<T>, Partial<W>, ById, Header>;
  delete: Write<undefined, undefined, ById>;
};

export type StudioPaths = {
  '/api/v1/admin/categories': Collection<Category, CategoryWrite>;
  '/api/v1/admin/categories/{id}': Item<Category, CategoryWrite, IfMatch>;
  '/api/v1/admin/genres': Collection<Genre, GenreWrite>;
  '/api/v1/admin/genres/{id}': Item<Genre, GenreWrite, IfMatch>;
  '/api/v1/admin/cast_members': Collection<CastEntry, CastWrite>;
  '/api/v1/admin/cast_members/{id}': Item<CastEntry, CastWrite, IfMatch>;
  '/api/v1/admin/videos': Collection<StudioVideo, NewVideo>;
  '/api/v1/admin/videos/{id}': Item<StudioVideo, VideoWrite, IfMatch>;
  '/api/v1/admin/videos/{id}/publish': {
    post: Write<One<StudioVideo>, { publish_early: boolean }, ById>;
  };
  '/api/v1/admin/videos/{id}/unpublish': { post: Write<One<StudioVideo>, undefined, ById> };
  '/api/v1/admin/videos/{id}/medias/{type}': {
    post: {
      parameters: { path: ByMedia };
      requestBody: Json<{ upload_id: Uuid } | { media_file: File }>;
      responses: Write<One<{ media_id: Uuid }>>['responses'];
    };
    delete: Write<undefined, undefined, ByMedia>;
  };
  '/api/v1/admin/videos/{id}/medias/{type}/retry': { post: Write<undefined, undefined, ByMedia> };
};
