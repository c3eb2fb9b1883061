import type { ReactNode } from 'react';
import styles from './entry-name.module.css';

type Props = {
  name: string;
  /** Absent where the person may only look. */
  onOpen?: (() => void) | undefined;
  /** Shown in small under the name on phones, in place of the columns that stepped back. */
  note?: ReactNode;
};

/** First cell of a list: the name opens the entry. */
export function EntryName({ name, onOpen, note }: Props) {
  return (
    <div className={styles.cell}>
      {onOpen ? (
        <button type="button" className={styles.open} onClick={onOpen}>
          {name}
        </button>
      ) : (
        <span className={styles.name}>{name}</span>
      )}
      {note && <div className={styles.note}>{note}</div>}
    </div>
  );
}
