import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { Job, JobAction, Preset } from '@/api/studio-types';
import type { QueryOf, Uuid } from '@/api/types';

/** While something is being encoded, its numbers change all the time. */
const BUSY_MS = 2500;
/** A job may begin without anybody here having asked for it. */
const IDLE_MS = 15_000;

export function isOpen({ status }: Pick<Job, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

export const jobsQuery = (query: QueryOf<'/api/v1/encoder/jobs'>) =>
  queryOptions({
    queryKey: studioKeys.list('jobs', query),
    queryFn: ({ signal }) =>
      body(client.GET('/api/v1/encoder/jobs', { signal, params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.data.some(isOpen) ? BUSY_MS : IDLE_MS),
  });

/** The latest encode of one film; null where the encoder knows of none. */
export const jobOfQuery = (resource: string) =>
  queryOptions({
    queryKey: studioKeys.list('jobs', { resource_id: resource }),
    queryFn: async ({ signal }) => {
      const query = { resource_id: resource, per_page: 1 };
      const call = client.GET('/api/v1/encoder/jobs', { signal, params: { query } });
      return (await body(call)).data[0] ?? null;
    },
  });

export const queueQuery = queryOptions({
  queryKey: studioKeys.list('jobs', { queue: true }),
  queryFn: async ({ signal }) => (await body(client.GET('/api/v1/encoder/queue', { signal }))).data,
  // Not after a failure: that stays to be read, with a way to try again.
  refetchInterval: ({ state: { data } }) =>
    data !== undefined && (data.workers.length > 0 ? BUSY_MS : IDLE_MS / 3),
});

export const jobQuery = (id: Uuid) =>
  queryOptions({
    queryKey: studioKeys.item('jobs', id),
    queryFn: async ({ signal }) =>
      (await body(client.GET('/api/v1/encoder/jobs/{id}', { signal, params: { path: { id } } })))
        .data,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? BUSY_MS : IDLE_MS),
  });

/** How much of a title is encoded again. */
export type Scope = Job['scope'];
export const SCOPES: readonly Scope[] = ['all', 'missing'];

export type JobChange = {
  action: JobAction;
  ids: Uuid[];
  priority?: number;
  preset?: Preset;
  scope?: Scope;
};

/** What became of each job. */
export async function changeJobs(change: JobChange) {
  return (await body(client.POST('/api/v1/encoder/jobs/bulk', { body: change }))).data;
}
