import { Button } from '@mantine/core';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { JobDetail } from '@/api/studio-types';
import { PageHeader } from '@/ui/page-header';
import { JobActions } from './job-actions';
import { JobFacts } from './job-facts';
import styles from './job-page.module.css';
import { JobState } from './job-state';
import { JobSteps } from './job-steps';

type Props = {
  job: JobDetail;
  /** Whether the person may open videos. */
  canOpen: boolean;
};

/** One encode with everything that is known about it. */
export function JobPage({ job, canOpen }: Props) {
  const intl = useIntl();
  const [video] = job.resource_id.split('.');
  return (
    <>
      <Link to="/studio/encoding" className={styles.back}>
        <IconArrowLeft size={18} aria-hidden="true" />
        <FormattedMessage id="studio.nav.jobs" />
      </Link>
      <PageHeader
        title={job.label || intl.formatMessage({ id: 'studio.video.untitled' })}
        lead={<FormattedMessage id={`studio.jobs.kind.${job.kind}`} />}
        actions={
          <>
            <JobActions jobs={[job]} />
            {canOpen && video && (
              <Button
                variant="default"
                leftSection={<IconExternalLink size={18} aria-hidden="true" />}
                renderRoot={(props) => (
                  <Link {...props} to="/studio/videos/$id" params={{ id: video }} />
                )}
              >
                <FormattedMessage id="studio.upload.open" />
              </Button>
            )}
          </>
        }
      />
      <div className={styles.columns}>
        <JobState job={job} />
        <JobFacts job={job} />
      </div>
      <JobSteps steps={job.steps} />
    </>
  );
}
