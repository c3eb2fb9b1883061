import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { Suspense } from 'react';
import { StandaloneError } from '@/app/standalone';
import { titleQuery } from '@/features/catalog/api';
import type { PlayKind } from '@/features/player/api';
import { WatchPage } from '@/features/player/components/watch-page';
import { AreaMessages } from '@/i18n/provider';
import { useSession } from '@/session/use-session';

type Search = { kind?: Extract<PlayKind, 'trailer'>; from?: 'start' };

export const Route = createFileRoute('/watch/$id')({
  validateSearch: ({ kind, from }): Search => ({
    ...(kind === 'trailer' ? { kind } : {}),
    ...(from === 'start' ? { from } : {}),
  }),
  component: Watch,
  errorComponent: StandaloneError,
});

function Watch() {
  const { id } = Route.useParams();
  const { kind = 'video', from } = Route.useSearch();
  const { known, profileId } = useSession();
  const title = useQuery(titleQuery(id));
  return (
    <Suspense>
      <AreaMessages area="viewer">
        {known && (
          <WatchPage
            key={`${id} ${kind}`}
            target={{ video: id, kind, profile: profileId }}
            fromStart={from === 'start'}
            title={title.data?.title ?? ''}
            poster={title.data?.banner?.large ?? title.data?.thumbnail?.large}
          />
        )}
      </AreaMessages>
    </Suspense>
  );
}
