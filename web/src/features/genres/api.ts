import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { Genre, GenreWrite } from '@/api/studio-types';
import type { QueryOf, Uuid } from '@/api/types';

export const genresQuery = (query: QueryOf<'/api/v1/admin/genres'>) =>
  queryOptions({
    queryKey: studioKeys.list('genres', query),
    queryFn: ({ signal }) =>
      body(client.GET('/api/v1/admin/genres', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });

export const genreQuery = (id: Uuid) =>
  queryOptions({
    queryKey: studioKeys.item('genres', id),
    queryFn: async ({ signal }) =>
      (await body(client.GET('/api/v1/admin/genres/{id}', { signal, params: { path: { id } } })))
        .data,
    staleTime: 0,
  });

export async function createGenre(entry: GenreWrite): Promise<Genre> {
  return (await body(client.POST('/api/v1/admin/genres', { body: entry }))).data;
}

/** Refused with `VERSION_CONFLICT` when someone else has changed the entry since it was read. */
export async function changeGenre({ id, version }: Genre, entry: GenreWrite): Promise<Genre> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
  return (await body(client.PATCH('/api/v1/admin/genres/{id}', { params, body: entry }))).data;
}

export async function deleteGenres(ids: Uuid[]): Promise<void> {
  await client.DELETE('/api/v1/admin/genres', { params: { query: { ids } } });
}
