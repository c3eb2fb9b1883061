import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { styleNonce } from '@/app/style-nonce';
import { AreaMessages, LocaleProvider } from '@/i18n/provider';
import { mantineTheme, mantineVariables } from '@/theme/mantine-theme';

/** Nothing is ever announced before the first page stands, so this need not delay it. */
const Toasts = lazy(() => import('@/app/toasts'));

type Props = { queryClient: QueryClient; children: ReactNode };

export function Providers({ queryClient, children }: Props) {
  return (
    <QueryClientProvider client={queryClient}>
      <LocaleProvider>
        <MantineProvider
          theme={mantineTheme}
          cssVariablesResolver={mantineVariables}
          forceColorScheme="dark"
          getStyleNonce={styleNonce}
        >
          <Suspense>
            <AreaMessages area="common">{children}</AreaMessages>
          </Suspense>
          <Suspense>
            <Toasts />
          </Suspense>
        </MantineProvider>
      </LocaleProvider>
    </QueryClientProvider>
  );
}
