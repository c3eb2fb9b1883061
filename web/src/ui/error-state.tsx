import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { problemCode, problemText } from '@/lib/problem-text';
import styles from './state.module.css';

type Props = { error: unknown; onRetry?: () => void; action?: ReactNode };

/** What went wrong, a way to try again, and the code to quote. */
export function ErrorState({ error, onRetry, action }: Props) {
  const intl = useIntl();
  return (
    <div className={styles.state} role="alert">
      <span className={styles.icon} data-tone="danger" aria-hidden="true">
        <IconAlertTriangle size={34} />
      </span>
      <h2 className={styles.title}>
        <FormattedMessage id="common.error.title" />
      </h2>
      <p className={styles.text}>{problemText(intl, error)}</p>
      <p className={styles.code}>
        <FormattedMessage id="common.error.code" values={{ code: problemCode(error) }} />
      </p>
      <div className={styles.actions}>
        {onRetry && (
          <Button leftSection={<IconRefresh size={18} aria-hidden="true" />} onClick={onRetry}>
            <FormattedMessage id="common.retry" />
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}
