import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { NewVideo, PictureType, StudioVideo, TextKind, VideoWrite } from '@/api/studio-types';
import type { Uuid } from '@/api/types';

export async function readVideo(id: Uuid, signal?: AbortSignal): Promise<StudioVideo> {
  const call = client.GET('/api/v1/admin/videos/{id}', {
    ...(signal ? { signal } : {}),
    params: { path: { id } },
  });
  return (await body(call)).data;
}

export const videoQuery = (id: Uuid) =>
  queryOptions({
    queryKey: studioKeys.item('videos', id),
    queryFn: ({ signal }) => readVideo(id, signal),
    staleTime: 0,
  });

export async function createVideo(video: NewVideo): Promise<StudioVideo> {
  return (await body(client.POST('/api/v1/admin/videos', { body: video }))).data;
}

/** Refused with `VERSION_CONFLICT` when the video has moved past `version`. */
export async function changeVideo(
  id: Uuid,
  version: number,
  changes: Partial<VideoWrite>,
): Promise<StudioVideo> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
  return (await body(client.PATCH('/api/v1/admin/videos/{id}', { params, body: changes }))).data;
}

export async function publishVideo(id: Uuid, early: boolean): Promise<StudioVideo> {
  const call = client.POST('/api/v1/admin/videos/{id}/publish', {
    params: { path: { id } },
    body: { publish_early: early },
  });
  return (await body(call)).data;
}

export async function unpublishVideo(id: Uuid): Promise<StudioVideo> {
  const call = client.POST('/api/v1/admin/videos/{id}/unpublish', { params: { path: { id } } });
  return (await body(call)).data;
}

export async function deleteVideo(id: Uuid): Promise<void> {
  await client.DELETE('/api/v1/admin/videos/{id}', { params: { path: { id } } });
}

export async function storePicture(id: Uuid, type: PictureType, file: File): Promise<void> {
  await client.POST('/api/v1/admin/videos/{id}/medias/{type}', {
    params: { path: { id, type } },
    body: { media_file: file },
    bodySerializer: () => {
      const form = new FormData();
      form.set('media_file', file);
      return form;
    },
  });
}

export async function removePicture(id: Uuid, type: PictureType): Promise<void> {
  await client.DELETE('/api/v1/admin/videos/{id}/medias/{type}', {
    params: { path: { id, type } },
  });
}

/** Of the film's pictures the one at this time; without one it is left to the encoder. */
export async function choosePoster(id: Uuid, at: number | null): Promise<void> {
  const params = { path: { id } };
  await (at === null
    ? client.DELETE('/api/v1/admin/videos/{id}/poster', { params })
    : client.PUT('/api/v1/admin/videos/{id}/poster', { params, body: { at_ms: at } }));
}

export type NewTextTrack = { language: string; kind: TextKind; label: string; file: File };

export async function addTextTrack(id: Uuid, track: NewTextTrack): Promise<void> {
  const { language, kind, label, file } = track;
  await client.POST('/api/v1/admin/videos/{id}/text_tracks', {
    params: { path: { id } },
    body: { language, kind, label, media_file: file },
    bodySerializer: () => {
      const form = new FormData();
      form.set('language', language);
      form.set('kind', kind);
      form.set('label', label);
      form.set('media_file', file);
      return form;
    },
  });
}

export async function removeTextTrack(id: Uuid, track: Uuid): Promise<void> {
  await client.DELETE('/api/v1/admin/videos/{id}/text_tracks/{track}', {
    params: { path: { id, track } },
  });
}

/** Whether anything of a video is on its way through the encoder. */
export function isBeingEncoded(video: StudioVideo | undefined): boolean {
  return [video?.video, video?.trailer].some(
    (film) => film?.status === 'pending' || film?.status === 'processing',
  );
}
