import type { ReactNode } from 'react';
import styles from './state.module.css';

type Props = { icon: ReactNode; title: string; text?: ReactNode; action?: ReactNode };

/** What a list says when it has nothing, with the way to change that. */
export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <div className={styles.state}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
