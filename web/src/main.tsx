import '@/theme/layers.css';
import '@/theme/mantine-styles';
import '@/theme/fonts.css';
import '@/theme/tokens.css';
import '@/theme/global.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from '@/app/providers';
import { createQueryClient } from '@/app/query-client';
import { createAppRouter } from '@/app/router';
import { shareStyleNonce } from '@/app/style-nonce';
import { initialLocale } from '@/i18n/locale';
import { preloadMessages } from '@/i18n/messages';
import { meQuery, siteQuery } from '@/session/api';

/** What is not there after so many milliseconds appears when it comes; the page waits no longer for it. */
const PATIENCE_MS = 1000;

shareStyleNonce();
const locale = initialLocale();
document.documentElement.lang = locale;
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

// Shown whole, the first page need not be put together before the eyes of whoever opens it.
await Promise.race([
  Promise.allSettled([
    preloadMessages(locale, location.pathname),
    queryClient.prefetchQuery(meQuery),
    queryClient.prefetchQuery(siteQuery),
    router.load(),
  ]),
  new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
]);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Providers queryClient={queryClient}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}
