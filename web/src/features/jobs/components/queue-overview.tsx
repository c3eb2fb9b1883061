import type { UseQueryResult } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import type { EncodeQueue } from '@/api/studio-types';
import { changed, type ListAddress } from '@/lib/list-address';
import { InlineError } from '@/ui/inline-error';
import { Skeleton } from '@/ui/skeleton';
import styles from './queue-overview.module.css';
import { WorkerTasks } from './worker-tasks';

const STATES = ['running', 'queued', 'failed', 'completed', 'cancelled'] as const;

type Address = { address: ListAddress; onAddress: (address: ListAddress) => void };

/** The overview, or what there is of it: the list beneath is of use without it. */
export function QueueState({
  query,
  ...address
}: Address & { query: UseQueryResult<EncodeQueue> }) {
  const intl = useIntl();
  if (query.data) {
    return <QueueOverview queue={query.data} {...address} />;
  }
  return (
    <div className={styles.overview}>
      {query.isError ? (
        <InlineError error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <div role="status" aria-label={intl.formatMessage({ id: 'common.loading' })}>
          <Skeleton height={36} />
        </div>
      )}
    </div>
  );
}

/** Who is doing what, and how many jobs there are of each state: a number narrows the list down to them. */
function QueueOverview({ queue, address, onAddress }: Address & { queue: EncodeQueue }) {
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
