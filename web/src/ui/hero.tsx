import type { ReactNode } from 'react';
import type { Card } from '@/api/types';
import { heroPicture } from '@/lib/picture-sources';
import { Facts } from '@/ui/facts';
import { Picture } from '@/ui/picture';
import styles from './hero.module.css';

type Props = {
  card: Card;
  /** The title, as the heading level that the page needs. */
  heading: ReactNode;
  eyebrow?: ReactNode;
  actions: ReactNode;
  /** Shows the whole description instead of two lines, and the actions before it. */
  tall?: boolean;
};

/** A title over its picture, as wide as the page. */
export function Hero({ card, heading, eyebrow, actions, tall = false }: Props) {
  const description = card.description && <p className={styles.description}>{card.description}</p>;
  return (
    <div className={styles.hero} data-tall={tall}>
      <div className={styles.backdrop}>
        <Picture {...heroPicture(card)} seed={card.id} sizes="100vw" priority />
      </div>
      <div className={styles.content}>
        {eyebrow && <p className={styles.eyebrow}>{eyebrow}</p>}
        <div className={styles.heading}>{heading}</div>
        <Facts card={card} />
        {!tall && description}
        <div className={styles.actions}>{actions}</div>
        {tall && description}
      </div>
    </div>
  );
}
