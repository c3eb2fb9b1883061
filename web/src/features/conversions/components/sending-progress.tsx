import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import { formatBytes } from '@/lib/file-size';
import { Meter } from '@/ui/meter';
import type { Sending } from '../hooks/use-sending';
import { refusedText } from '../refused-text';
import styles from './new-conversion.module.css';

/** The file that is on its way, or why it did not arrive. */
export function SendingProgress({ sending, onCancel }: { sending: Sending; onCancel: () => void }) {
  const intl = useIntl();
  const { name, size, sent, error } = sending;
  if (error !== null) {
    return (
      <div className={styles.sending} role="alert">
        <span className={styles.name}>{name}</span>
        <p className={styles.error}>{refusedText(intl, error)}</p>
      </div>
    );
  }
  const amount = { sent: formatBytes(intl, sent), size: formatBytes(intl, size) };
  return (
    <div className={styles.sending}>
      <div className={styles.line}>
        <span className={styles.name}>{name}</span>
        <span>
          <FormattedMessage
            id={sent < size ? 'conversions.sending' : 'conversions.storing'}
            values={amount}
          />
        </span>
      </div>
      <Meter
        value={size === 0 ? 0 : (sent / size) * 100}
        label={intl.formatMessage({ id: 'conversions.sendingName' }, { name })}
      />
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconX size={16} aria-hidden="true" />}
          onClick={onCancel}
        >
          <FormattedMessage id="common.cancel" />
        </Button>
      </div>
    </div>
  );
}
