import { FormattedMessage, useIntl } from 'react-intl';
import type { JobDetail, JobStep } from '@/api/studio-types';
import { formatDuration } from '@/lib/format';
import { codeText } from '@/lib/refusal-text';
import { Meter } from '@/ui/meter';
import { Panel } from '@/ui/panel';
import { RungMeters } from '@/ui/rung-meters';
import { isOpen } from '../api';
import { ErrorLines } from './error-lines';
import styles from './job-state.module.css';
import { JobStatus } from './job-status';
import { StepName } from './step-name';

/** How far a job is, and what went wrong last. */
export function JobState({ job }: { job: JobDetail }) {
  const intl = useIntl();
  const failure = lastFailure(job.steps);
  return (
    <Panel
      title={intl.formatMessage({ id: 'studio.jobs.progress' })}
      aside={<JobStatus status={job.status} />}
    >
      <div className={styles.state}>
        <div className={styles.line}>
          <span>
            {isOpen(job) && (
              <FormattedMessage
                id={`studio.encode.stage.${job.status === 'queued' ? 'queued' : job.stage}`}
              />
            )}
          </span>
          <span className={styles.number}>
            {intl.formatNumber(Math.floor(job.progress) / 100, { style: 'percent' })}
          </span>
        </div>
        <Meter
          value={job.progress}
          tone={job.status === 'completed' ? 'good' : 'brand'}
          label={intl.formatMessage({ id: 'studio.encode.progress' })}
        />
        <p className={styles.facts}>
          {job.remaining_s !== null && (
            <>
              <FormattedMessage
                id="studio.upload.remaining"
                values={{ time: formatDuration(intl, job.remaining_s * 1000) }}
              />
              {' · '}
            </>
          )}
          {job.speed !== null && (
            <FormattedMessage
              id="studio.encode.speed"
              values={{ speed: intl.formatNumber(job.speed, { maximumFractionDigits: 1 }) }}
            />
          )}
        </p>
        {job.rungs.length > 0 && <RungMeters rungs={job.rungs} />}
        {job.error_code !== null && (
          <p className={styles.error} role="alert">
            {codeText(intl, job.error_code, job.error)}
          </p>
        )}
        {failure?.error && (
          <ErrorLines
            title={<StepName step={failure} />}
            code={failure.error_code ?? 'INTERNAL'}
            text={failure.error}
          />
        )}
      </div>
    </Panel>
  );
}

/** Of the steps that failed at least once, the one that did so last. */
function lastFailure(steps: readonly JobStep[]): JobStep | undefined {
  const failed = steps.filter(({ error }) => error !== null);
  return failed.toSorted((one, other) =>
    (one.ended_at ?? '') < (other.ended_at ?? '') ? 1 : -1,
  )[0];
}
