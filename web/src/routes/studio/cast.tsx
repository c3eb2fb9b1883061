import { createFileRoute } from '@tanstack/react-router';
import { CastList } from '@/features/cast/components/cast-list';
import { parseListAddress } from '@/lib/list-address';
import { canChange } from '@/lib/permissions';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/studio/cast')({
  validateSearch: parseListAddress({
    sorts: ['name', 'type', 'created_at'],
    filters: ['type'],
  }),
  component: Cast,
});

function Cast() {
  const navigate = Route.useNavigate();
  const { me } = useSession();
  return (
    <CastList
      address={Route.useSearch()}
      onAddress={(search) => navigate({ search, resetScroll: false })}
      canChange={canChange(me?.roles ?? [], 'cast_members')}
    />
  );
}
