import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useIntl } from 'react-intl';
import { StandaloneError } from '@/app/standalone';
import { titleQuery } from '@/features/catalog/api';
import type { PlayKind } from '@/features/player/api';
import { WatchPage } from '@/features/player/components/watch-page';
import { AreaMessages } from '@/i18n/provider';
import { useSession } from '@/session/use-session';

type Search = { kind?: Exclude<PlayKind, 'video'>; from?: 'start' };

export const Route = createFileRoute('/watch/$id')({
  validateSearch: ({ kind, from }): Search => ({
    ...(kind === 'trailer' || kind === 'preview' ? { kind } : {}),
    ...(from === 'start' ? { from } : {}),
  }),
  component: Watch,
  errorComponent: StandaloneError,
});

function Watch() {
  const { id } = Route.useParams();
  const { kind = 'video', from } = Route.useSearch();
  const { known, profileId } = useSession();
  const preview = kind === 'preview';
  // What staff look at in advance is not in the catalogue yet.
  const title = useQuery({ ...titleQuery(id), enabled: !preview });
  const intl = useIntl();
  return (
    <Suspense>
      <AreaMessages area="viewer">
        <WatchPage
          key={`${id} ${kind}`}
          target={{ video: id, kind, profile: profileId }}
          ready={known}
          fromStart={from === 'start'}
          title={preview ? intl.formatMessage({ id: 'common.preview' }) : (title.data?.title ?? '')}
          poster={title.data?.banner?.large ?? title.data?.thumbnail?.large}
        />
      </AreaMessages>
    </Suspense>
  );
}
