import { useIntl } from 'react-intl';
import type { Card } from '@/api/types';
import { formatDuration } from '@/lib/format';
import { RatingBadge } from '@/ui/rating-badge';
import styles from './facts.module.css';

/** The line of facts under a title: rating, year, running time, genres. */
export function Facts({ card, genres = true }: { card: Card; genres?: boolean }) {
  const intl = useIntl();
  return (
    <ul className={styles.facts}>
      <li>
        <RatingBadge rating={card.rating} />
      </li>
      <li>{card.year_launched}</li>
      {card.duration_ms !== null && <li>{formatDuration(intl, card.duration_ms)}</li>}
      {genres && card.genres.length > 0 && (
        <li>{card.genres.map((genre) => genre.name).join(', ')}</li>
      )}
    </ul>
  );
}
