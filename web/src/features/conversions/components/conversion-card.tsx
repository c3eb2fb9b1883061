import { Button } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { FormattedDate, FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import type { Conversion } from '@/api/types';
import { formatBytes } from '@/lib/file-size';
import { formatClock } from '@/lib/format';
import { ConfirmButton } from '@/ui/confirm-button';
import { Meter } from '@/ui/meter';
import { fileAddress } from '../api';
import { failedText } from '../refused-text';
import styles from './conversion-card.module.css';
import { ConversionStatus } from './conversion-status';

type Props = {
  conversion: Conversion;
  /** What it is called: a link in the list, plain text on its own page. */
  name: ReactNode;
  onRemove: () => void;
};

/** One conversion: what it is, how far it is, and what can be done with it. */
export function ConversionCard({ conversion, name, onRemove }: Props) {
  const intl = useIntl();
  const id = useId();
  const { status, progress, error, error_code, expires_at } = conversion;
  return (
    <article className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.name}>
          {name}
        </h2>
        <ConversionStatus status={status} />
      </div>
      <p className={styles.facts}>{factsOf(intl, conversion)}</p>
      {(status === 'queued' || status === 'running') && (
        <Meter
          value={progress}
          tone={status === 'running' ? 'brand' : 'quiet'}
          label={intl.formatMessage({ id: 'conversions.progress' }, { name: conversion.file_name })}
        />
      )}
      {status === 'failed' && (
        <p className={styles.error}>
          {failedText(intl, error_code ?? '', error ?? '')}{' '}
          <FormattedMessage id="common.error.code" values={{ code: error_code }} />
        </p>
      )}
      {expires_at && (
        <p className={styles.facts}>
          <FormattedMessage
            id={status === 'failed' ? 'conversions.failedUntil' : 'conversions.expires'}
            values={{
              time: <FormattedDate value={expires_at} dateStyle="long" timeStyle="short" />,
            }}
          />
        </p>
      )}
      <Actions conversion={conversion} onRemove={onRemove} />
    </article>
  );
}

function Actions({ conversion, onRemove }: Omit<Props, 'name'>) {
  const intl = useIntl();
  const { id, status, file_name, result_name } = conversion;
  return (
    <div className={styles.actions}>
      {status === 'completed' && (
        <Button
          component="a"
          href={fileAddress(id)}
          download={result_name}
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          aria-label={intl.formatMessage({ id: 'conversions.downloadOne' }, { name: result_name })}
        >
          <FormattedMessage id="conversions.download" />
        </Button>
      )}
      <ConfirmButton
        variant="subtle"
        color="gray"
        dangerous
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        aria-label={intl.formatMessage({ id: 'conversions.removeOne' }, { name: file_name })}
        question={intl.formatMessage({ id: 'conversions.removeQuestion' })}
        explanation={<FormattedMessage id="conversions.removeText" values={{ name: file_name }} />}
        confirmLabel={intl.formatMessage({ id: 'conversions.remove' })}
        onConfirm={onRemove}
      >
        <FormattedMessage id="conversions.remove" />
      </ConfirmButton>
    </div>
  );
}

function factsOf(intl: IntlShape, conversion: Conversion): string {
  const { format, bitrate_kbps: kbps, duration_ms, result_bytes, size_bytes } = conversion;
  const facts = [intl.formatMessage({ id: `conversions.format.${format}` })];
  facts.push(intl.formatMessage({ id: 'conversions.kbps' }, { kbps }));
  if (duration_ms !== null) {
    facts.push(formatClock(duration_ms));
  }
  facts.push(formatBytes(intl, result_bytes ?? size_bytes));
  return facts.join(' · ');
}
