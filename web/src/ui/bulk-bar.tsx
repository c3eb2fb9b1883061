import { Button } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Selection } from '@/lib/use-selection';
import styles from './bulk-bar.module.css';

type Props = { selection: Selection; children: ReactNode };

/** What can be done with all marked rows at once. */
export function BulkBar({ selection, children }: Props) {
  const intl = useIntl();
  const bar = useRef<HTMLElement>(null);
  const used = useRef(false);
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      // It goes with the last mark; whoever was on it goes on at the content, not at the page's start.
      const focused = document.activeElement;
      if (used.current && (focused === document.body || element?.contains(focused))) {
        document.getElementById('main')?.focus({ preventScroll: true });
      }
    };
  }, []);
  return (
    <section
      ref={bar}
      onFocus={() => {
        used.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        // A button that is busy loses the focus to nothing.
        used.current = relatedTarget === null;
      }}
      className={styles.bar}
      // Short messages keep clear of it.
      data-bulk-bar
      aria-label={intl.formatMessage({ id: 'studio.list.bulk' })}
    >
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
