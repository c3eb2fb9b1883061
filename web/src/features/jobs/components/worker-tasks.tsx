import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { EncodeQueue } from '@/api/studio-types';
import { Meter } from '@/ui/meter';
import { Panel } from '@/ui/panel';
import { JobLabel } from './job-name';
import { StepName } from './step-name';
import styles from './worker-tasks.module.css';

type Worker = EncodeQueue['workers'][number];

/** What one worker is doing at the moment. */
export function WorkerTasks({ name, tasks }: Worker) {
  const intl = useIntl();
  return (
    <Panel
      title={intl.formatMessage({ id: 'studio.jobs.working' }, { count: tasks.length })}
      hint={<FormattedMessage id="studio.jobs.worker" values={{ name: shortName(name) }} />}
    >
      <ul className={styles.tasks}>
        {tasks.map((task) => (
          <li key={`${task.job_id} ${task.kind} ${task.number}`} className={styles.task}>
            <Link to="/studio/encoding/$id" params={{ id: task.job_id }} className={styles.title}>
              <JobLabel label={task.label} />
            </Link>
            <span className={styles.what}>
              <StepName step={task} />
            </span>
            {task.progress !== null && (
              <Meter
                slim
                value={task.progress}
                label={intl.formatMessage({ id: 'studio.encode.progress' })}
              />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Names are unique ids; their end tells two apart. */
export function shortName(name: string): string {
  return name.slice(-6);
}
