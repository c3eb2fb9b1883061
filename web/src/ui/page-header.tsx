import type { ReactNode } from 'react';
import { PageHeading } from '@/ui/page-heading';
import styles from './page-header.module.css';

type Props = { title: string; lead?: ReactNode; actions?: ReactNode };

/** Heading of an ordinary page, with an optional sentence and actions to its right. */
export function PageHeader({ title, lead, actions }: Props) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <PageHeading title={title} className={styles.title} />
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
