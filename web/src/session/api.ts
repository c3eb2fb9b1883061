import { queryOptions } from '@tanstack/react-query';
import { body, client, orNull } from '@/api/client';
import { isProblem } from '@/api/problem';
import type { Account, Me, Subscription } from '@/api/types';

/** Who is signed in; `null` for a visitor. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return (await body(client.GET('/api/v1/me', { signal }))).data;
    } catch (error) {
      if (isProblem(error) && error.status === 401) {
        return null;
      }
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** The account of whoever is signed in; `null` for staff without one. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal }): Promise<Account | null> =>
    (await orNull(body(client.GET('/api/v1/accounts/me', { signal }))))?.data ?? null,
});

/** How often to ask whether a payment went through. The provider mostly knows after a few seconds. */
const UNDECIDED_MS = 2000;

/** The live subscription; `null` without one. Asked for again until its payment is decided. */
export const subscriptionQuery = queryOptions({
  queryKey: ['subscription'],
  queryFn: async ({ signal }): Promise<Subscription | null> =>
    (await orNull(body(client.GET('/api/v1/subscriptions/current', { signal }))))?.data ?? null,
  refetchInterval: ({ state }) => (state.data?.status === 'incomplete' ? UNDECIDED_MS : false),
});

export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: async ({ signal }) => (await body(client.GET('/api/v1/site', { signal }))).data,
  staleTime: Number.POSITIVE_INFINITY,
});

export async function signOut(): Promise<void> {
  await client.POST('/auth/logout');
}
