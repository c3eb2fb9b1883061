import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

type Props = { title: string; hint?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A titled box of a form page. */
export function Panel({ title, hint, aside, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.header}>
        <div>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {hint && <p className={styles.hint}>{hint}</p>}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}
