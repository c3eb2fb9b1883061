import type { ReactNode } from 'react';
import styles from './status-badge.module.css';

export type Tone = 'good' | 'warning' | 'bad' | 'info' | 'neutral';

/** A state in one or two words. The colour only repeats what the words and the icon say. */
export function StatusBadge({
  tone,
  icon,
  children,
}: {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon ?? <span className={styles.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}
