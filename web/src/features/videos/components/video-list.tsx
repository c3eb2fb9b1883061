import { IconMovie } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import { toListQuery } from '@/lib/list-address';
import type { ListRouteProps } from '@/lib/list-page-props';
import type { Selection } from '@/lib/use-selection';
import { ListPage } from '@/ui/list-page';
import type { Filter } from '@/ui/list-toolbar';
import { deleteVideos, videosQuery } from '../api';
import { useVideoColumns } from '../hooks/use-video-columns';
import { useVideoFilters } from '../hooks/use-video-filters';

const PublishChosen = lazy(() => import('./publish-chosen'));

const POLL_MS = 5000;

type Props = ListRouteProps & {
  /** Filters that belong to other features. */
  moreFilters: Filter[];
  /** Whether news arrives by itself; otherwise the list asks while something is being encoded. */
  live: boolean;
  onCreate: () => void;
};

export function VideoList({ address, onAddress, canChange, moreFilters, live, onCreate }: Props) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const query = useQuery({
    ...videosQuery(toListQuery(address)),
    refetchInterval: ({ state }) =>
      !live && state.data?.data.some(({ video }) => video?.status === 'processing')
        ? POLL_MS
        : false,
  });
  const columns = useVideoColumns();
  const filters = useVideoFilters();
  const publishChosen = ({ ids, unmark }: Selection) => (
    <PublishChosen
      videos={query.data?.data.filter(({ id }) => ids.includes(id)) ?? []}
      onDone={unmark}
    />
  );
  return (
    <ListPage
      title={intl.formatMessage({ id: 'studio.nav.videos' })}
      lead={<FormattedMessage id="studio.videos.lead" />}
      query={query}
      address={address}
      onAddress={onAddress}
      columns={columns}
      filters={[...filters, ...moreFilters]}
      nameOf={({ title }) => title}
      editing={
        canChange
          ? {
              createLabel: intl.formatMessage({ id: 'studio.videos.create' }),
              onCreate,
              onDelete: async (ids) => {
                await deleteVideos(ids);
                await queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') });
              },
            }
          : null
      }
      chosen={canChange ? publishChosen : undefined}
      empty={{
        icon: <IconMovie size={34} />,
        title: intl.formatMessage({ id: 'studio.videos.empty' }),
        text: <FormattedMessage id="studio.videos.emptyText" />,
      }}
    />
  );
}
