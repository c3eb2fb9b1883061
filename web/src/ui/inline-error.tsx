import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import { problemCode, problemText } from '@/lib/problem-text';
import styles from './inline-error.module.css';

type Props = { error: unknown; onRetry?: () => void };

/** The failure of one part of a page, in a line: the rest of the page is of use without it. */
export function InlineError({ error, onRetry }: Props) {
  const intl = useIntl();
  return (
    <div className={styles.line} role="alert">
      <IconAlertTriangle size={20} className={styles.icon} aria-hidden="true" />
      <p className={styles.words}>
        {problemText(intl, error)}{' '}
        <span className={styles.code}>
          <FormattedMessage id="common.error.code" values={{ code: problemCode(error) }} />
        </span>
      </p>
      {onRetry && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} aria-hidden="true" />}
          onClick={onRetry}
        >
          <FormattedMessage id="common.retry" />
        </Button>
      )}
    </div>
  );
}
