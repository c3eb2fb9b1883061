/**
 * What no file in schemas/openapi describes, and is therefore written by hand: the gateway's own operations (its
 * document is only part of the merged /api/openapi.json) and the events of the studio's live stream.
 */
import type { FilmType, MediaStatus, Rung, VideoStatus } from '@/api/studio-types';
import type { Named, Problem, Uuid } from '@/api/types';

export type Locale = 'en' | 'pt-BR' | 'ru';

export type Site = {
  name: string;
  public_url: string;
  insecure: boolean;
  demo: boolean;
  anonymous_viewing: boolean;
  version: string;
  locales: Locale[];
};

export type Me = {
  user: { id: Uuid; email: string; name: string };
  roles: string[];
  account_id: Uuid | null;
  profiles: Named[];
};

type Refused = { content: { 'application/problem+json': Problem } };
type Answer<T> = { content: { 'application/json': { data: T } } };

export type GatewayPaths = {
  '/api/v1/me': { get: { responses: { 200: Answer<Me>; default: Refused } } };
  '/api/v1/site': { get: { responses: { 200: Answer<Site>; default: Refused } } };
  '/auth/logout': { post: { responses: { 204: { content?: never }; default: Refused } } };
};

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
  rungs: Rung[];
  playable: boolean;
  error_code: string | null;
  error: string | null;
};
/** `event: video` of the live stream. */
export type VideoEvent = { video_id: Uuid; status: VideoStatus; version: number };
