import { queryOptions } from '@tanstack/react-query';
import { body, client, orNull } from '@/api/client';
import type { Locale } from '@/api/gateway-types';
import type { Account, Subscription } from '@/api/types';

export const subscriptionQuery = queryOptions({
  queryKey: ['subscription'],
  queryFn: async ({ signal }): Promise<Subscription | null> =>
    (await orNull(body(client.GET('/api/v1/subscriptions/current', { signal }))))?.data ?? null,
});

export async function setAccountLocale(locale: Locale): Promise<Account> {
  return (await body(client.PATCH('/api/v1/accounts/me', { body: { locale } }))).data;
}

export type Change = 'cancel' | 'resume';

export async function changeSubscription(change: Change, key: string): Promise<Subscription> {
  const params = { header: { 'Idempotency-Key': key } };
  const call =
    change === 'cancel'
      ? client.POST('/api/v1/subscriptions/current/cancel', { params })
      : client.POST('/api/v1/subscriptions/current/resume', { params });
  return (await body(call)).data;
}
