import { useIntl } from 'react-intl';
import grid from './card-grid.module.css';
import { CardSkeleton } from './skeleton';

const CARDS = Array.from({ length: 12 }, (_, index) => index);

export function GridSkeleton() {
  const intl = useIntl();
  return (
    <div
      className={grid.grid}
      role="status"
      aria-label={intl.formatMessage({ id: 'common.loading' })}
    >
      {CARDS.map((card) => (
        <CardSkeleton key={card} />
      ))}
    </div>
  );
}
