import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Uuid } from '@/api/types';

export const homeQuery = queryOptions({
  queryKey: ['catalog', 'home'],
  queryFn: async ({ signal }) => (await body(client.GET('/api/v1/catalog/home', { signal }))).data,
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

export const genreQuery = (id: Uuid) =>
  queryOptions({
    queryKey: ['catalog', 'genre', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/api/v1/catalog/genres/{id}', { signal, params: { path: { id } } })))
        .data,
  });

export const genreTitlesQuery = (genre: Uuid) =>
  infiniteQueryOptions({
    queryKey: ['catalog', 'genre', genre, 'titles'],
    queryFn: ({ signal, pageParam: page }) =>
      body(
        client.GET('/api/v1/catalog/videos', {
          signal,
          params: { query: { genres: [genre], page, per_page: 24 } },
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ meta }) =>
      meta.current_page < meta.last_page ? meta.current_page + 1 : undefined,
  });
