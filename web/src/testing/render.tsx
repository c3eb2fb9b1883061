import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
  RouterProvider,
} from '@tanstack/react-router';
import { type RenderHookOptions, render, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import common from '@/i18n/locales/en/common.json';
import conversions from '@/i18n/locales/en/conversions.json';
import encoding from '@/i18n/locales/en/encoding.json';
import studio from '@/i18n/locales/en/studio.json';
import viewer from '@/i18n/locales/en/viewer.json';

export function createTestQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 0 }, mutations: { retry: false } },
  });
}

/** The providers that every page has; `test` skips transitions. */
function providers(queryClient: QueryClient) {
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <MantineProvider env="test">
        <IntlProvider
          locale="en"
          messages={{ ...common, ...viewer, ...studio, ...encoding, ...conversions }}
        >
          {children}
        </IntlProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

/** Runs a hook among the providers that every page has. */
export function renderAppHook<Result, Props>(
  hook: (props: Props) => Result,
  {
    queryClient = createTestQueryClient(),
    ...options
  }: Omit<RenderHookOptions<Props>, 'wrapper'> & { queryClient?: QueryClient } = {},
) {
  const wrapper = providers(queryClient);
  return { queryClient, ...renderHook(hook, { ...options, wrapper }) };
}

/** Shows a component among the providers that every page has. */
export function renderApp(ui: ReactNode, queryClient = createTestQueryClient()) {
  return { queryClient, ...render(ui, { wrapper: providers(queryClient) }) };
}

/** The same for parts with links in them. */
export function renderWithLinks(ui: ReactNode) {
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
  return renderApp(<RouterContextProvider router={router}>{ui}</RouterContextProvider>);
}

/** The same for parts that read the page's address. They appear a moment later. */
export function renderPage(ui: ReactNode, queryClient = createTestQueryClient()) {
  const routeTree = createRootRoute({ component: () => ui });
  const router = createRouter({ routeTree, history: createMemoryHistory() });
  return renderApp(<RouterProvider router={router as never} />, queryClient);
}
