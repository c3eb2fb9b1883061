import { FormattedDate, useIntl } from 'react-intl';
import type { StudioVideo } from '@/api/studio-types';
import type { Column } from '@/ui/data-table';
import { RatingBadge } from '@/ui/rating-badge';
import { FilmStatus, VideoStatus } from '@/ui/video-status';
import styles from '../components/video-columns.module.css';
import { VideoName } from '../components/video-name';

export function useVideoColumns(): Column<StudioVideo>[] {
  const intl = useIntl();
  return [
    {
      key: 'title',
      label: intl.formatMessage({ id: 'studio.video.title' }),
      sort: 'title',
      cell: (video) => <VideoName video={video} />,
    },
    {
      key: 'status',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      wide: true,
      cell: ({ status, video }) => (
        <span className={styles.states}>
          <VideoStatus status={status} />
          <FilmStatus film={video} />
        </span>
      ),
    },
    {
      key: 'genres',
      label: intl.formatMessage({ id: 'studio.picker.genres' }),
      wide: true,
      cell: ({ genres }) => genres.map(({ name }) => name).join(', '),
    },
    {
      key: 'rating',
      label: intl.formatMessage({ id: 'studio.video.rating' }),
      wide: true,
      cell: ({ rating }) => <RatingBadge rating={rating} />,
    },
    {
      key: 'year',
      label: intl.formatMessage({ id: 'studio.video.year' }),
      sort: 'year_launched',
      wide: true,
      end: true,
      cell: ({ year_launched }) => year_launched,
    },
    {
      key: 'created',
      label: intl.formatMessage({ id: 'studio.list.created' }),
      sort: 'created_at',
      wide: true,
      fixed: true,
      cell: ({ created_at }) => <FormattedDate value={created_at} dateStyle="medium" />,
    },
  ];
}
