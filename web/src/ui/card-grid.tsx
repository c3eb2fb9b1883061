import { Children, type ReactNode } from 'react';
import styles from './card-grid.module.css';

/** Cards that fill the page: search results, a genre, my list. */
export function CardGrid({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.grid} aria-label={label}>
      {Children.map(children, (child) => (
        <li className={styles.item}>{child}</li>
      ))}
    </ul>
  );
}
