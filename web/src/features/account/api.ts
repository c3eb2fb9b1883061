import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { isProblem } from '@/api/problem';
import type { Account, Locale, Subscription } from '@/api/types';

/** Not having one is an answer, not a failure. Staff without an account get 403. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.code === 'ACCOUNT_REQUIRED')) {
      return null;
    }
    throw error;
  }
}

export const subscriptionQuery = queryOptions({
  queryKey: ['subscription'],
  queryFn: async ({ signal }): Promise<Subscription | null> =>
    (await orNull(body(client.GET('/api/v1/subscriptions/current', { signal }))))?.data ?? null,
});

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal }): Promise<Account | null> =>
    (await orNull(body(client.GET('/api/v1/accounts/me', { signal }))))?.data ?? null,
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
