import { useIntl } from 'react-intl';
import { CardSkeleton, Skeleton } from '@/ui/skeleton';
import styles from './home-skeleton.module.css';

const ROWS = ['first', 'second', 'third'];
const CARDS = ['a', 'b', 'c', 'd', 'e', 'f'];

export function HomeSkeleton() {
  const intl = useIntl();
  return (
    <div role="status" aria-label={intl.formatMessage({ id: 'common.loading' })}>
      <Skeleton className={styles.hero} />
      <Rows />
    </div>
  );
}

export function RowsSkeleton() {
  const intl = useIntl();
  return (
    <div role="status" aria-label={intl.formatMessage({ id: 'common.loading' })}>
      <Rows />
    </div>
  );
}

function Rows() {
  return (
    <>
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          {CARDS.map((card) => (
            <div key={card} className={styles.card}>
              <CardSkeleton />
            </div>
          ))}
        </div>
      ))}
    </>
  );
}
