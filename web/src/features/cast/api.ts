import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { CastEntry, CastWrite } from '@/api/studio-types';
import type { QueryOf, Uuid } from '@/api/types';

export const castMembersQuery = (query: QueryOf<'/api/v1/admin/cast_members'>) =>
  queryOptions({
    queryKey: studioKeys.list('cast_members', query),
    queryFn: ({ signal }) =>
      body(client.GET('/api/v1/admin/cast_members', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });

export const castMemberQuery = (id: Uuid) =>
  queryOptions({
    queryKey: studioKeys.item('cast_members', id),
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/api/v1/admin/cast_members/{id}', { signal, params: { path: { id } } }),
        )
      ).data,
    staleTime: 0,
  });

export async function createCastMember(entry: CastWrite): Promise<CastEntry> {
  return (await body(client.POST('/api/v1/admin/cast_members', { body: entry }))).data;
}

/** Refused with `VERSION_CONFLICT` when someone else has changed the entry since it was read. */
export async function changeCastMember(
  { id, version }: CastEntry,
  entry: CastWrite,
): Promise<CastEntry> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
  return (await body(client.PATCH('/api/v1/admin/cast_members/{id}', { params, body: entry })))
    .data;
}

export async function deleteCastMembers(ids: Uuid[]): Promise<void> {
  await client.DELETE('/api/v1/admin/cast_members', { params: { query: { ids } } });
}
