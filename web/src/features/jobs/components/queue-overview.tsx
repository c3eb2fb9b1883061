import { FormattedMessage, useIntl } from 'react-intl';
import type { EncodeQueue } from '@/api/studio-types';
import { changed, type ListAddress } from '@/lib/list-address';
import styles from './queue-overview.module.css';
import { WorkerTasks } from './worker-tasks';

const STATES = ['running', 'queued', 'failed', 'completed', 'cancelled'] as const;

type Props = {
  queue: EncodeQueue;
  address: ListAddress;
  onAddress: (address: ListAddress) => void;
};

/** Who is doing what, and how many jobs there are of each state: a number narrows the list down to them. */
export function QueueOverview({ queue, address, onAddress }: Props) {
  const intl = useIntl();
  const all = STATES.reduce((sum, state) => sum + queue.counts[state], 0);
  const choices = [
    [undefined, all] as const,
    ...STATES.map((state) => [state, queue.counts[state]] as const),
  ];
  return (
    <div className={styles.overview}>
      {queue.workers.map(({ name, tasks }) => (
        <WorkerTasks key={name} name={name} tasks={tasks} />
      ))}
      {all > 0 && (
        <fieldset className={styles.states}>
          <legend className="visually-hidden">
            {intl.formatMessage({ id: 'studio.list.status' })}
          </legend>
          {choices.map(([state, count]) => (
            <button
              key={state ?? 'all'}
              type="button"
              className={styles.state}
              aria-pressed={address.status === state}
              onClick={() => onAddress(changed(address, { status: state }))}
            >
              <FormattedMessage id={`studio.jobs.status.${state ?? 'all'}`} />
              <span className={styles.count}>{intl.formatNumber(count)}</span>
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
