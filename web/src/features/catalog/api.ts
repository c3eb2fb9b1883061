import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Uuid } from '@/api/types';

export const homeQuery = (profile: Uuid | null) =>
  queryOptions({
    queryKey: ['catalog', 'home', profile],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/api/v1/catalog/home', {
            signal,
            params: { query: profile ? { profile } : {} },
          }),
        )
      ).data,
  });

export const titleQuery = (id: Uuid) =>
  queryOptions({
    queryKey: ['catalog', 'title', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/api/v1/catalog/videos/{id}', { signal, params: { path: { id } } })))
        .data,
  });

export const similarQuery = (id: Uuid) =>
  queryOptions({
    queryKey: ['catalog', 'similar', id],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/api/v1/catalog/videos/{id}/similar', { signal, params: { path: { id } } }),
        )
      ).data,
  });

export const genresQuery = queryOptions({
  queryKey: ['catalog', 'genres'],
  queryFn: async ({ signal }) =>
    (
      await body(
        client.GET('/api/v1/catalog/genres', { signal, params: { query: { per_page: 100 } } }),
      )
    ).data,
  staleTime: 5 * 60_000,
});

export const genreQuery = (id: Uuid) =>
  queryOptions({
    queryKey: ['catalog', 'genre', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/api/v1/catalog/genres/{id}', { signal, params: { path: { id } } })))
        .data,
  });

export const genreTitlesQuery = (id: Uuid, page: number) =>
  queryOptions({
    queryKey: ['catalog', 'genre', id, 'titles', page],
    queryFn: ({ signal }) =>
      body(
        client.GET('/api/v1/catalog/videos', {
          signal,
          params: { query: { genres: id, page, per_page: 24 } },
        }),
      ),
  });
