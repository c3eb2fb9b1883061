import { Link } from '@tanstack/react-router';
import { FormattedMessage } from 'react-intl';
import type { Job } from '@/api/studio-types';
import styles from './job-name.module.css';
import { JobProgress } from './job-progress';

/** What a job is about; the name opens it. On phones the progress stands below. */
export function JobName({ job }: { job: Job }) {
  return (
    <div className={styles.cell}>
      <Link to="/studio/encoding/$id" params={{ id: job.id }} className={styles.name}>
        <JobLabel label={job.label} />
      </Link>
      <span className={styles.note}>
        <FormattedMessage id={`studio.jobs.kind.${job.kind}`} />
        {job.attempt > 1 && (
          <>
            {' · '}
            <FormattedMessage id="studio.jobs.attempt" values={{ attempt: job.attempt }} />
          </>
        )}
      </span>
      <div className={styles.progress}>
        <JobProgress job={job} />
      </div>
    </div>
  );
}

/** What people call a title. */
export function JobLabel({ label }: { label: string }) {
  return label === '' ? <FormattedMessage id="studio.video.untitled" /> : label;
}
