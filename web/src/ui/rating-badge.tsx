import { useIntl } from 'react-intl';
import type { Rating } from '@/api/types';
import styles from './rating-badge.module.css';

/** The age rating in the colours of the Brazilian scale; its meaning is spoken, never colour alone. */
export function RatingBadge({ rating }: { rating: Rating }) {
  const intl = useIntl();
  const label =
    rating === 'er' || rating === 'l'
      ? intl.formatMessage({ id: 'common.rating.all' })
      : intl.formatMessage({ id: 'common.rating.age' }, { age: Number(rating) });
  return (
    <span className={styles.badge} data-rating={rating} role="img" aria-label={label} title={label}>
      {rating.toUpperCase()}
    </span>
  );
}
