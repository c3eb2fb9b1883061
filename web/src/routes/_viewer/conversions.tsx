import { createFileRoute, Outlet } from '@tanstack/react-router';
import { requireSignIn } from '@/app/guards';
import { AreaMessages } from '@/i18n/provider';

export const Route = createFileRoute('/_viewer/conversions')({
  beforeLoad: requireSignIn,
  component: Conversions,
});

function Conversions() {
  return (
    <AreaMessages area="conversions">
      <Outlet />
    </AreaMessages>
  );
}
