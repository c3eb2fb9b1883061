import type { ReactNode } from 'react';
import styles from './page.module.css';

type Props = { width?: 'full' | 'narrow' | 'form'; children: ReactNode };

/** Keeps an ordinary page clear of the header and inside the gutters. */
export function Page({ width = 'full', children }: Props) {
  return (
    <div className={styles.page} data-width={width}>
      {children}
    </div>
  );
}
