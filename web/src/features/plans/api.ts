import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { SubscribeRequest, Subscription } from '@/api/types';

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: async ({ signal }) => (await body(client.GET('/api/v1/plans', { signal }))).data,
  staleTime: 5 * 60_000,
});

export async function subscribe(request: SubscribeRequest, key: string): Promise<Subscription> {
  const call = client.POST('/api/v1/subscriptions', {
    params: { header: { 'Idempotency-Key': key } },
    body: request,
  });
  return (await body(call)).data;
}
