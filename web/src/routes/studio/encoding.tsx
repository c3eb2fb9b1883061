import { createFileRoute, Outlet } from '@tanstack/react-router';
import { AreaMessages } from '@/i18n/provider';

export const Route = createFileRoute('/studio/encoding')({ component: Encoding });

function Encoding() {
  return (
    <AreaMessages area="encoding">
      <Outlet />
    </AreaMessages>
  );
}
