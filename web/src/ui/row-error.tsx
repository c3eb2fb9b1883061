import { useId } from 'react';
import { InlineError } from '@/ui/inline-error';
import row from './media-row.module.css';
import styles from './row-error.module.css';

type Props = { title: string; error: unknown; onRetry: () => void };

/** A row that did not come: its heading, and a way to try again where its cards would be. */
export function RowError({ title, error, onRetry }: Props) {
  const headingId = useId();
  return (
    <section className={row.row} aria-labelledby={headingId}>
      <div className={row.head}>
        <h2 id={headingId} className={row.title}>
          {title}
        </h2>
      </div>
      <div className={styles.body}>
        <InlineError error={error} onRetry={onRetry} />
      </div>
    </section>
  );
}
