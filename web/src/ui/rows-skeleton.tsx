import { useIntl } from 'react-intl';
import { CardSkeleton } from '@/ui/skeleton';
import styles from './rows-skeleton.module.css';

const CARDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The grey shape of rows of cards that are on their way. */
export function RowsSkeleton({ rows = 1 }: { rows?: number }) {
  const intl = useIntl();
  return (
    <div role="status" aria-label={intl.formatMessage({ id: 'common.loading' })}>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={styles.row}>
          {CARDS.map((card) => (
            <div key={card} className={styles.card}>
              <CardSkeleton />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
