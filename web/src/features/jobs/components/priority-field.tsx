import '@mantine/core/styles/Combobox.layer.css';
import { NativeSelect } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { Job } from '@/api/studio-types';
import { isOpen } from '../api';
import { useChangeJobs } from '../hooks/use-change-jobs';
import styles from './priority-field.module.css';

const PRIORITIES = ['9', '8', '7', '6', '5', '4', '3', '2', '1', '0'];

/** How urgent a job is; it can be changed until the job is over. */
export function PriorityField({ job }: { job: Job }) {
  const intl = useIntl();
  const change = useChangeJobs();
  if (!isOpen(job)) {
    return <span className={styles.fixed}>{job.priority}</span>;
  }
  return (
    <NativeSelect
      size="xs"
      className={styles.field}
      aria-label={intl.formatMessage({ id: 'studio.jobs.priorityOf' }, { title: job.label })}
      data={PRIORITIES}
      value={String(change.isPending ? change.variables.priority : job.priority)}
      disabled={change.isPending}
      onChange={(event) =>
        change.mutate({
          action: 'priority',
          ids: [job.id],
          priority: Number(event.currentTarget.value),
        })
      }
    />
  );
}
