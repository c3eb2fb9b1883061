import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { AreaError } from '@/app/area-error';
import { StandaloneNotFound } from '@/app/standalone';
import { routeTree } from '@/route-tree.gen';

export type RouterContext = { queryClient: QueryClient };

function toQuery(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  // Commas separate the values of a filter; encoded they would only be harder to read.
  return query === '' ? '' : `?${query.replaceAll('%2C', ',')}`;
}

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient } satisfies RouterContext,
    // Plain `?q=110&page=2`, as the API writes it; a route's `validateSearch` gives the values types.
    parseSearch: (query) => Object.fromEntries(new URLSearchParams(query)),
    stringifySearch: toQuery,
    defaultPreload: 'intent',
    // Freshness is Query's business; the router always asks it.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: AreaError,
    defaultNotFoundComponent: StandaloneNotFound,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
