import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Grant, GrantRequest, Heartbeat, Uuid } from '@/api/types';
import { deviceId, deviceName } from './device';

export type PlayKind = GrantRequest['kind'];
export type PlayTarget = { video: Uuid; kind: PlayKind; profile: Uuid | null };

/**
 * The right to play one title. Asking opens a stream on the account, so the answer is kept for as
 * long as the page stands and is never asked for in the background.
 */
export const grantQuery = ({ video, kind, profile }: PlayTarget) =>
  queryOptions({
    queryKey: ['grant', video, kind, profile],
    queryFn: async ({ signal }): Promise<Grant> => {
      const request: GrantRequest = {
        video_id: video,
        kind,
        device_id: deviceId(),
        device_name: deviceName(),
        ...(profile ? { profile_id: profile } : {}),
      };
      return (await body(client.POST('/api/v1/playback/grants', { signal, body: request }))).data;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });

/** `keepalive` lets the request outlive the page. */
export async function sendHeartbeat(
  stream: Uuid,
  beat: Heartbeat,
  options: { keepalive: boolean },
): Promise<void> {
  await client.POST('/api/v1/playback/streams/{id}/heartbeat', {
    params: { path: { id: stream } },
    body: beat,
    keepalive: options.keepalive,
  });
}

export async function stopStream(id: Uuid): Promise<void> {
  await client.DELETE('/api/v1/playback/streams/{id}', {
    params: { path: { id } },
    keepalive: true,
  });
}

export const streamsQuery = queryOptions({
  queryKey: ['streams'],
  queryFn: async ({ signal }) =>
    (await body(client.GET('/api/v1/playback/streams', { signal }))).data,
  staleTime: 0,
});
