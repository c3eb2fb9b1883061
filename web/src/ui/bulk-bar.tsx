import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Selection } from '@/lib/use-selection';
import styles from './bulk-bar.module.css';

type Props = { selection: Selection; children: ReactNode };

/** What can be done with all marked rows at once. */
export function BulkBar({ selection, children }: Props) {
  const intl = useIntl();
  return (
    <section className={styles.bar} aria-label={intl.formatMessage({ id: 'studio.list.bulk' })}>
      <p className={styles.count} role="status">
        <FormattedMessage id="studio.list.selected" values={{ count: selection.ids.length }} />
      </p>
      <Button variant="subtle" color="gray" onClick={selection.clear}>
        <FormattedMessage id="studio.list.clear" />
      </Button>
      {children}
    </section>
  );
}
