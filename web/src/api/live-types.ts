/** The events of the studio's live stream, which OpenAPI cannot describe. */
import type { FilmType, MediaStatus, Rung, VideoStatus } from '@/api/studio-types';
import type { Uuid } from '@/api/types';

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
