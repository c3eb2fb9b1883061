import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { jobQuery } from '@/features/jobs/api';
import { JobPage } from '@/features/jobs/components/job-page';
import { useSession } from '@/session/use-session';
import { StudioClosed } from '@/shell/studio-closed';
import { ErrorState } from '@/ui/error-state';
import { TableSkeleton } from '@/ui/table-skeleton';

export const Route = createFileRoute('/studio/encoding/$id')({ component: Job });

function Job() {
  const { isOperator } = useSession();
  return isOperator ? <Found /> : <StudioClosed />;
}

function Found() {
  const { id } = Route.useParams();
  const { canUseCatalogue } = useSession();
  const job = useQuery(jobQuery(id));
  if (job.isPending) {
    return <TableSkeleton />;
  }
  if (!job.data) {
    return <ErrorState error={job.error} onRetry={() => job.refetch()} />;
  }
  return <JobPage job={job.data} canOpen={canUseCatalogue} />;
}
