import { FormattedMessage, useIntl } from 'react-intl';
import type { Job } from '@/api/studio-types';
import { codeText } from '@/lib/refusal-text';
import { Meter } from '@/ui/meter';
import { isOpen } from '../api';
import styles from './job-progress.module.css';

/** How far a job is, with its picture sizes; or why it failed. */
export function JobProgress({ job }: { job: Job }) {
  const intl = useIntl();
  const percent = (value: number) =>
    intl.formatNumber(Math.floor(value) / 100, { style: 'percent' });
  if (job.status === 'failed') {
    return (
      <span className={styles.error}>
        {codeText(intl, job.error_code ?? 'INTERNAL', job.error)}
      </span>
    );
  }
  if (job.status === 'cancelled' || (job.status === 'queued' && job.progress === 0)) {
    return <span className={styles.none}>–</span>;
  }
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <Meter
          slim
          value={job.progress}
          tone={job.status === 'completed' ? 'good' : 'brand'}
          label={intl.formatMessage({ id: 'studio.encode.progress' })}
        />
        <span className={styles.number}>{percent(job.progress)}</span>
      </div>
      {isOpen(job) && job.rungs.length > 0 && (
        <ul className={styles.rungs} aria-label={intl.formatMessage({ id: 'studio.encode.sizes' })}>
          {job.rungs.map(({ height, progress }) => (
            <li key={height}>
              <FormattedMessage
                id="studio.jobs.rung"
                values={{ height, percent: percent(progress) }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
