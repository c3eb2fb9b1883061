import { Button } from '@mantine/core';
import {
  IconFileUpload,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Film } from '@/api/studio-types';
import { formatBytes, formatSpeed } from '@/lib/file-size';
import { formatDuration } from '@/lib/format';
import { refusalText } from '@/lib/refusal-text';
import { ConfirmButton } from '@/ui/confirm-button';
import { Meter } from '@/ui/meter';
import type { UploadItem, UploadQueue } from '../upload-queue';
import styles from './upload-progress.module.css';

type Props = {
  item: UploadItem;
  queue: UploadQueue;
  /** The film it becomes, if that is encoded while it is sent. */
  film?: Film | null;
  compact?: boolean;
};

/** One upload: how far, how fast, how long still, and the buttons that hold it up. */
export function UploadProgress({ item, queue, film = null, compact = false }: Props) {
  const intl = useIntl();
  const percent = item.size === 0 ? 0 : (item.sent / item.size) * 100;
  return (
    <div className={styles.upload}>
      <div className={styles.line}>
        <span className={styles.name}>{compact ? item.title : item.name}</span>
        <span className={styles.percent}>
          {intl.formatNumber(Math.floor(percent) / 100, { style: 'percent' })}
        </span>
      </div>
      <Meter
        value={percent}
        done={film?.progress}
        tone={item.state === 'sending' || item.state === 'attaching' ? 'brand' : 'quiet'}
        label={intl.formatMessage({ id: 'studio.upload.progress' }, { name: item.name })}
      />
      {item.state === 'failed' ? (
        <p className={styles.error} role="alert">
          {refusalText(intl, item.error)}
        </p>
      ) : (
        <p className={styles.facts}>{factsOf(intl, item, film)}</p>
      )}
      <Controls item={item} queue={queue} />
    </div>
  );
}

function factsOf(intl: IntlShape, item: UploadItem, film: Film | null): string {
  if (item.state !== 'sending' && item.state !== 'failed') {
    return intl.formatMessage({ id: `studio.upload.state.${item.state}` });
  }
  const parts = [
    intl.formatMessage(
      { id: 'studio.upload.amount' },
      { sent: formatBytes(intl, item.sent), size: formatBytes(intl, item.size) },
    ),
  ];
  if (item.speed !== null) {
    parts.push(formatSpeed(intl, item.speed));
  }
  if (item.remainingS !== null) {
    const time = formatDuration(intl, item.remainingS * 1000);
    parts.push(intl.formatMessage({ id: 'studio.upload.remaining' }, { time }));
  }
  if (film) {
    const percent = intl.formatNumber(film.progress / 100, { style: 'percent' });
    parts.push(intl.formatMessage({ id: 'studio.upload.encoded' }, { percent }));
  }
  if (film?.playable_at) {
    parts.push(intl.formatMessage({ id: 'studio.encode.playable' }));
  }
  return parts.join(' · ');
}

function Controls({ item, queue }: Pick<Props, 'item' | 'queue'>) {
  const intl = useIntl();
  const { id, state } = item;
  // The same file would be refused again.
  const useless = state === 'failed' && isProblem(item.error) && !item.error.retryable;
  if (state === 'attaching' || state === 'done') {
    return null;
  }
  return (
    <div className={styles.controls}>
      {(state === 'sending' || state === 'queued' || state === 'waiting') && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlayerPause size={16} aria-hidden="true" />}
          onClick={() => queue.pause(id)}
        >
          <FormattedMessage id="studio.upload.pause" />
        </Button>
      )}
      {state === 'paused' && (
        <Button
          size="compact-sm"
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
          onClick={() => queue.resume(id)}
        >
          <FormattedMessage id="studio.upload.resume" />
        </Button>
      )}
      {state === 'failed' && !useless && (
        <Button
          size="compact-sm"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          onClick={() => queue.resume(id)}
        >
          <FormattedMessage id="common.retry" />
        </Button>
      )}
      {useless ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFileUpload size={16} aria-hidden="true" />}
          onClick={() => queue.cancel(id)}
        >
          <FormattedMessage id="studio.upload.another" />
        </Button>
      ) : (
        <ConfirmButton
          variant="subtle"
          color="gray"
          size="compact-sm"
          dangerous
          leftSection={<IconX size={16} aria-hidden="true" />}
          question={intl.formatMessage({ id: 'studio.upload.cancelQuestion' })}
          explanation={
            <FormattedMessage id="studio.upload.cancelText" values={{ name: item.name }} />
          }
          confirmLabel={intl.formatMessage({ id: 'studio.upload.cancelConfirm' })}
          dismissLabel={intl.formatMessage({ id: 'studio.upload.cancelDismiss' })}
          onConfirm={() => queue.cancel(id)}
        >
          <FormattedMessage id="studio.upload.cancel" />
        </ConfirmButton>
      )}
    </div>
  );
}
