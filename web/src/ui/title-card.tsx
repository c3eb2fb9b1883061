import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Card } from '@/api/types';
import { Picture } from '@/ui/picture';
import { RatingBadge } from '@/ui/rating-badge';
import styles from './title-card.module.css';

/** How wide a card is on screen, so that the browser picks the right stored size. */
const SIZES =
  '(min-width: 1680px) 15vw, (min-width: 1280px) 18vw, (min-width: 960px) 22vw, (min-width: 640px) 30vw, 46vw';

type Props = {
  card: Card;
  /** Part watched, 0 to 1. */
  progress?: number;
  /** Replaces the line of facts, for instance with the time left. */
  note?: ReactNode;
  /** Goes straight to the player, as in Continue watching. */
  play?: boolean;
  /** A control that floats over the picture, such as the My list toggle. */
  action?: ReactNode;
};

export function TitleCard({ card, progress, note, play = false, action }: Props) {
  return (
    <article className={styles.card}>
      <Link
        to={play ? '/watch/$id' : '/title/$id'}
        params={{ id: card.id }}
        className={styles.link}
      >
        <span className={styles.frame}>
          <Picture
            picture={card.thumbnail ?? card.banner}
            kind={card.thumbnail ? 'card' : 'banner'}
            seed={card.id}
            sizes={SIZES}
          />
          <span className={styles.veil} aria-hidden="true">
            <IconPlayerPlayFilled size={22} />
          </span>
          {progress !== undefined && (
            <span className={styles.track} aria-hidden="true">
              <span
                className={styles.fill}
                style={{ width: `${Math.min(100, progress * 100)}%` }}
              />
            </span>
          )}
        </span>
        <span className={styles.title}>{card.title}</span>
      </Link>
      <p className={styles.facts}>
        {note ?? (
          <>
            <RatingBadge rating={card.rating} />
            <span>{card.year_launched}</span>
            {card.genres[0] && <span className={styles.genre}>{card.genres[0].name}</span>}
          </>
        )}
      </p>
      {action && <div className={styles.action}>{action}</div>}
    </article>
  );
}
