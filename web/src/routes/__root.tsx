import { createRootRouteWithContext, Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { RouterContext } from '@/app/router';
import { StandaloneError } from '@/app/standalone';
import { requestHeadingFocus } from '@/lib/route-focus';
import { ProgressBar } from '@/shell/progress-bar';
import { SkipLink } from '@/shell/skip-link';
import { OfflineBanner } from '@/ui/offline-banner';

export const Route = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: StandaloneError,
});

function Root() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation) {
          requestHeadingFocus();
        }
      }),
    [router],
  );
  return (
    <>
      <SkipLink />
      <ProgressBar />
      <OfflineBanner />
      <Outlet />
    </>
  );
}
