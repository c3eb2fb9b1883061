import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { AreaMessages, LocaleProvider } from '@/i18n/provider';
import { mantineTheme, mantineVariables } from '@/theme/mantine-theme';

/** The server writes a fresh nonce into the page; Mantine puts it on the styles it injects. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

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
            <AreaMessages area="common">
              <ModalsProvider>{children}</ModalsProvider>
            </AreaMessages>
          </Suspense>
          <Notifications position="bottom-center" zIndex={400} />
        </MantineProvider>
      </LocaleProvider>
    </QueryClientProvider>
  );
}
