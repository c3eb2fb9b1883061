import { lazy, Suspense } from 'react';
import type { Film, FilmType } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { useSession } from '@/session/use-session';

const JobLink = lazy(() => import('@/features/jobs/components/job-link'));

type Props = { video: Uuid; type: FilmType; film: Film };

/** From a film to its encode, for those who may see encodes. */
export function EncodeLink({ video, type, film }: Props) {
  const { isOperator } = useSession();
  return (
    isOperator && (
      <Suspense>
        <JobLink resource={`${video}.${type}.${film.id}`} />
      </Suspense>
    )
  );
}
