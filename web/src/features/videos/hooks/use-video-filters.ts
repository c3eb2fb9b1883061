import { useIntl } from 'react-intl';
import type { VideoStatus } from '@/api/studio-types';
import { RATINGS } from '@/lib/ratings';
import type { Filter } from '@/ui/list-toolbar';

const STATUSES: readonly VideoStatus[] = ['draft', 'ready', 'published', 'unpublished'];

export function useVideoFilters(): Filter[] {
  const intl = useIntl();
  return [
    {
      name: 'status',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      anyLabel: intl.formatMessage({ id: 'studio.list.anyStatus' }),
      options: STATUSES.map((value) => ({
        value,
        label: intl.formatMessage({ id: `studio.status.${value}` }),
      })),
    },
    {
      name: 'rating',
      label: intl.formatMessage({ id: 'studio.video.rating' }),
      anyLabel: intl.formatMessage({ id: 'studio.videos.anyRating' }),
      options: RATINGS.map((value) => ({ value, label: value.toUpperCase() })),
    },
    {
      name: 'opened',
      label: intl.formatMessage({ id: 'studio.videos.access' }),
      anyLabel: intl.formatMessage({ id: 'studio.videos.anyAccess' }),
      options: [
        { value: 'false', label: intl.formatMessage({ id: 'studio.videos.subscribers' }) },
        { value: 'true', label: intl.formatMessage({ id: 'studio.videos.free' }) },
      ],
    },
  ];
}
