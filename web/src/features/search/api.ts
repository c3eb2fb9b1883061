import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { PER_PAGE, type SearchAddress, toSearchQuery } from './search-address';

export const searchQuery = (address: SearchAddress) =>
  infiniteQueryOptions({
    queryKey: ['search', address],
    // Each address is its own entry and an abandoned one is aborted, so a late answer to an old
    // query can never replace a newer one.
    queryFn: ({ signal, pageParam: page }) =>
      body(
        client.GET('/api/v1/catalog/videos', {
          signal,
          params: { query: { ...toSearchQuery(address), page, per_page: PER_PAGE, facets: true } },
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ meta }) =>
      meta.current_page < meta.last_page ? meta.current_page + 1 : undefined,
    placeholderData: keepPreviousData,
  });

export const suggestQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', 'suggest', q],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/api/v1/catalog/suggest', { signal, params: { query: { q } } })))
        .data,
  });

export const genresQuery = queryOptions({
  queryKey: ['search', 'genres'],
  queryFn: async ({ signal }) =>
    (
      await body(
        client.GET('/api/v1/catalog/genres', { signal, params: { query: { per_page: 100 } } }),
      )
    ).data,
  staleTime: 5 * 60_000,
});
