import { createFileRoute, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { StandaloneError } from '@/app/standalone';
import { AreaMessages } from '@/i18n/provider';
import { ViewerShell } from '@/shell/viewer-shell';

export const Route = createFileRoute('/_viewer')({
  // The first page that most people see comes with the app's own code.
  codeSplitGroupings: [],
  component: Viewer,
  errorComponent: StandaloneError,
});

function Viewer() {
  return (
    <Suspense>
      <AreaMessages area="viewer">
        <ViewerShell>
          <Outlet />
        </ViewerShell>
      </AreaMessages>
    </Suspense>
  );
}
