import { FormattedDate, useIntl } from 'react-intl';
import type { Job } from '@/api/studio-types';
import { formatDuration } from '@/lib/format';
import type { Column } from '@/ui/data-table';
import { JobName } from '../components/job-name';
import { JobProgress } from '../components/job-progress';
import { JobSpeed } from '../components/job-speed';
import { JobStatus } from '../components/job-status';
import { PriorityField } from '../components/priority-field';

export function useJobColumns(): Column<Job>[] {
  const intl = useIntl();
  return [
    {
      key: 'title',
      label: intl.formatMessage({ id: 'studio.jobs.title' }),
      cell: (job) => <JobName job={job} />,
    },
    {
      key: 'status',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      fixed: true,
      cell: (job) => <JobStatus status={job.status} />,
    },
    {
      key: 'progress',
      label: intl.formatMessage({ id: 'studio.jobs.progress' }),
      sort: 'progress',
      wide: true,
      cell: (job) => <JobProgress job={job} />,
    },
    {
      key: 'speed',
      label: intl.formatMessage({ id: 'studio.jobs.speed' }),
      wide: true,
      end: true,
      fixed: true,
      cell: (job) => <JobSpeed speed={job.speed} />,
    },
    {
      key: 'remaining',
      label: intl.formatMessage({ id: 'studio.jobs.remaining' }),
      wide: true,
      end: true,
      fixed: true,
      cell: ({ remaining_s }) =>
        remaining_s === null ? '–' : formatDuration(intl, remaining_s * 1000),
    },
    {
      key: 'priority',
      label: intl.formatMessage({ id: 'studio.jobs.priority' }),
      sort: 'priority',
      wide: true,
      cell: (job) => <PriorityField job={job} />,
    },
    {
      key: 'created',
      label: intl.formatMessage({ id: 'studio.list.created' }),
      sort: 'created_at',
      wide: true,
      fixed: true,
      cell: ({ created_at }) => (
        <FormattedDate value={created_at} dateStyle="medium" timeStyle="short" />
      ),
    },
  ];
}
