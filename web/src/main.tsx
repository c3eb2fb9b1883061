import { frame, queryClient } from '@/boot';
import '@/theme/layers.css';
import '@/theme/mantine-styles';
import '@/theme/fonts.css';
import '@/theme/tokens.css';
import '@/theme/global.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from '@/app/providers';
import { createAppRouter } from '@/app/router';
import { shareStyleNonce } from '@/app/style-nonce';

/** What is not there after so many milliseconds appears when it comes; the page waits no longer for it. */
const PATIENCE_MS = 1000;

shareStyleNonce();
const router = createAppRouter(queryClient);

// Shown whole, the first page need not be put together before the eyes of whoever opens it.
await Promise.race([
  Promise.allSettled([frame, router.load()]),
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
