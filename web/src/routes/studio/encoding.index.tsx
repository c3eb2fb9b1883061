import { createFileRoute } from '@tanstack/react-router';
import { JobList } from '@/features/jobs/components/job-list';
import { parseListAddress } from '@/lib/list-address';
import { useSession } from '@/session/use-session';
import { StudioClosed } from '@/shell/studio-closed';

export const Route = createFileRoute('/studio/encoding/')({
  validateSearch: parseListAddress({
    sorts: ['created_at', 'updated_at', 'priority', 'progress'],
    filters: ['status', 'kind'],
  }),
  component: Encoding,
});

function Encoding() {
  const navigate = Route.useNavigate();
  const address = Route.useSearch();
  const { isOperator } = useSession();
  return isOperator ? (
    <JobList address={address} onAddress={(search) => navigate({ search, resetScroll: false })} />
  ) : (
    <StudioClosed />
  );
}
