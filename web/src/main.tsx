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
import { meQuery } from '@/session/api';

shareStyleNonce();
const locale = initialLocale();
document.documentElement.lang = locale;
preloadMessages(locale, location.pathname);

const queryClient = createQueryClient();
queryClient.prefetchQuery(meQuery);
const router = createAppRouter(queryClient);

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
