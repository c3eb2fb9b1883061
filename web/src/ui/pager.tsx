import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PageMeta } from '@/api/types';
import styles from './pager.module.css';

/** Where a list stands, and the way to its neighbours. */
export function Pager({ meta, onPage }: { meta: PageMeta; onPage: (page: number) => void }) {
  const intl = useIntl();
  const { current_page: page, last_page: last, per_page: size, total } = meta;
  const from = (page - 1) * size + 1;
  const to = Math.min(total, page * size);
  return (
    <nav className={styles.pager} aria-label={intl.formatMessage({ id: 'studio.list.pages' })}>
      <p className={styles.range} role="status">
        <FormattedMessage id="studio.list.range" values={{ from, to, total }} />
      </p>
      {last > 1 && (
        <div className={styles.steps}>
          <ActionIcon
            variant="default"
            size={40}
            disabled={page <= 1}
            aria-label={intl.formatMessage({ id: 'studio.list.previous' })}
            onClick={() => onPage(page - 1)}
          >
            <IconChevronLeft size={20} aria-hidden="true" />
          </ActionIcon>
          <span className={styles.range}>
            <FormattedMessage id="studio.list.page" values={{ page, last }} />
          </span>
          <ActionIcon
            variant="default"
            size={40}
            disabled={page >= last}
            aria-label={intl.formatMessage({ id: 'studio.list.next' })}
            onClick={() => onPage(page + 1)}
          >
            <IconChevronRight size={20} aria-hidden="true" />
          </ActionIcon>
        </div>
      )}
    </nav>
  );
}
