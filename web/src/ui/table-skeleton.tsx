import { useIntl } from 'react-intl';
import { Skeleton } from '@/ui/skeleton';
import styles from './table-skeleton.module.css';

const ROWS = Array.from({ length: 8 }, (_, index) => index);

/** The grey shape of a table that is on its way. */
export function TableSkeleton() {
  const intl = useIntl();
  return (
    <div
      className={styles.rows}
      role="status"
      aria-label={intl.formatMessage({ id: 'common.loading' })}
    >
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          <Skeleton height={16} width={`${38 + ((row * 17) % 34)}%`} />
          <Skeleton height={16} width="84px" />
        </div>
      ))}
    </div>
  );
}
