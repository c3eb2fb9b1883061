import { createFileRoute, Outlet, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { requireSignIn } from '@/app/guards';
import { StandaloneError } from '@/app/standalone';
import { LiveUpdates } from '@/features/encoding/components/live-updates';
import { UploadTray } from '@/features/uploads/components/upload-tray';
import { AreaMessages } from '@/i18n/provider';
import { useSession } from '@/session/use-session';
import { StudioClosed } from '@/shell/studio-closed';
import { StudioShell } from '@/shell/studio-shell';

export const Route = createFileRoute('/studio')({
  beforeLoad: requireSignIn,
  component: Studio,
  errorComponent: StandaloneError,
});

function Studio() {
  const { me, canUseStudio, canUseCatalogue } = useSession();
  const { id } = useParams({ strict: false });
  return (
    me && (
      <Suspense>
        <AreaMessages area="studio">
          <StudioShell me={me}>
            {canUseCatalogue && (
              <LiveUpdates>
                <Outlet />
                <UploadTray except={id} />
              </LiveUpdates>
            )}
            {canUseStudio && !canUseCatalogue && <Outlet />}
            {!canUseStudio && <StudioClosed />}
          </StudioShell>
        </AreaMessages>
      </Suspense>
    )
  );
}
