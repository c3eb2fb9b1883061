import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { OutgoingMail } from '@/api/studio-types';
import type { QueryOf, Uuid } from '@/api/types';

const POLL_MS = 5000;

function isUnderWay({ status }: OutgoingMail): boolean {
  return status !== 'sent' && status !== 'failed';
}

export const mailsQuery = (query: QueryOf<'/api/v1/notifications/outgoing'>) =>
  queryOptions({
    queryKey: studioKeys.list('mail', query),
    queryFn: ({ signal }) =>
      body(client.GET('/api/v1/notifications/outgoing', { signal, params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.data.some(isUnderWay) ? POLL_MS : false),
  });

export const letterQuery = (id: Uuid) =>
  queryOptions({
    queryKey: studioKeys.item('mail', id),
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/api/v1/notifications/outgoing/{id}', { signal, params: { path: { id } } }),
        )
      ).data,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
  });

export async function resend(id: Uuid): Promise<void> {
  const params = { path: { id } };
  await client.POST('/api/v1/notifications/outgoing/{id}/resend', { params });
}
