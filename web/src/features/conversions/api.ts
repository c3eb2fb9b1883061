import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Conversion, Uuid } from '@/api/types';

const POLL_MS = 1500;
/** All that anybody is likely to have within the week that they stay. */
const MOST_SHOWN = 100;

const KEY = 'conversions';
export const conversionKeys = {
  all: [KEY] as const,
  one: (id: Uuid) => [KEY, id] as const,
};

export function isUnderWay({ status }: Conversion): boolean {
  return status === 'queued' || status === 'running';
}

export const conversionsQuery = queryOptions({
  queryKey: conversionKeys.all,
  queryFn: async ({ signal }) => {
    const params = { query: { per_page: MOST_SHOWN } };
    return (await body(client.GET('/api/v1/conversions', { signal, params }))).data;
  },
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? POLL_MS : false),
});

export const conversionQuery = (id: Uuid) =>
  queryOptions({
    queryKey: conversionKeys.one(id),
    queryFn: async ({ signal }) => {
      const params = { path: { id } };
      return (await body(client.GET('/api/v1/conversions/{id}', { signal, params }))).data;
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
  });

export async function removeConversion(id: Uuid): Promise<void> {
  await client.DELETE('/api/v1/conversions/{id}', { params: { path: { id } } });
}

/** Where the browser fetches the finished file. */
export function fileAddress(id: Uuid): string {
  return `/api/v1/conversions/${id}/file`;
}
