import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { JobDetail } from '@/api/studio-types';
import type { MessageIds } from '@/i18n/types';
import { formatBytes } from '@/lib/file-size';
import { formatDuration } from '@/lib/format';
import { Panel } from '@/ui/panel';
import styles from './job-facts.module.css';
import { PriorityField } from './priority-field';

/** What is encoded, since when, and how urgent it is. */
export function JobFacts({ job }: { job: JobDetail }) {
  const intl = useIntl();
  const { source } = job;
  return (
    <Panel title={intl.formatMessage({ id: 'studio.jobs.facts' })}>
      <dl className={styles.facts}>
        <Fact id="studio.jobs.priority">
          <PriorityField job={job} />
        </Fact>
        {source && (
          <>
            <Fact id="studio.jobs.source">
              {source.width} × {source.height} · {source.video_codec} ·{' '}
              {formatBytes(intl, source.size_bytes)}
            </Fact>
            <Fact id="studio.jobs.length">{formatDuration(intl, source.duration_ms)}</Fact>
          </>
        )}
        {job.scope === 'missing' && (
          <Fact id="studio.jobs.scope">
            <FormattedMessage id="studio.jobs.scope.missing" />
          </Fact>
        )}
        <Fact id="studio.jobs.attempts">{job.attempt}</Fact>
        <Fact id="studio.list.created">
          <Moment at={job.created_at} />
        </Fact>
        {job.started_at && (
          <Fact id="studio.jobs.started">
            <Moment at={job.started_at} />
          </Fact>
        )}
        <Fact id="studio.jobs.updated">
          <Moment at={job.updated_at} />
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ id, children }: { id: MessageIds; children: ReactNode }) {
  return (
    <div>
      <dt>
        <FormattedMessage id={id} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Moment({ at }: { at: string }) {
  return <FormattedDate value={at} dateStyle="medium" timeStyle="medium" />;
}
