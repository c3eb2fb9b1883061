import { IconFileMusic } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Conversion } from '@/api/types';
import { DropArea } from '@/ui/drop-area';
import { Panel } from '@/ui/panel';
import { Segmented } from '@/ui/segmented';
import { useSending } from '../hooks/use-sending';
import styles from './new-conversion.module.css';
import { SendingProgress } from './sending-progress';

const FORMATS: readonly Conversion['format'][] = ['mp3', 'm4a', 'opus'];
const BITRATES = ['128', '192', '256', '320'] as const;

/** Asks for a film and for what is to be made of it. */
export function NewConversion() {
  const intl = useIntl();
  const hint = useId();
  const [format, setFormat] = useState<Conversion['format']>('mp3');
  const [bitrate, setBitrate] = useState<(typeof BITRATES)[number]>('192');
  const { sending, isBusy, send, cancel } = useSending();
  return (
    <Panel title={intl.formatMessage({ id: 'conversions.new' })}>
      <div className={styles.wishes}>
        <Wish id="conversions.format">
          <Segmented
            label={intl.formatMessage({ id: 'conversions.format' })}
            value={format}
            onChange={setFormat}
            options={FORMATS.map((value) => ({
              value,
              label: intl.formatMessage({ id: `conversions.format.${value}` }),
            }))}
          />
        </Wish>
        <Wish id="conversions.bitrate">
          <Segmented
            label={intl.formatMessage({ id: 'conversions.bitrate' })}
            value={bitrate}
            onChange={setBitrate}
            options={BITRATES.map((value) => ({
              value,
              label: intl.formatMessage({ id: 'conversions.kbps' }, { kbps: value }),
            }))}
          />
        </Wish>
      </div>
      {sending && <SendingProgress sending={sending} onCancel={cancel} />}
      {!isBusy && (
        <DropArea
          label={intl.formatMessage({ id: 'conversions.choose' })}
          accept="video/*,audio/mp4,.mkv,.ts,.avi"
          describedBy={hint}
          onFile={(file) => send(file, { format, bitrate: Number(bitrate) })}
        >
          <IconFileMusic size={30} aria-hidden="true" />
          <strong>
            <FormattedMessage id="conversions.drop" />
          </strong>
          <span id={hint}>
            <FormattedMessage id="conversions.accepted" />
          </span>
        </DropArea>
      )}
    </Panel>
  );
}

function Wish({
  id,
  children,
}: {
  id: 'conversions.format' | 'conversions.bitrate';
  children: ReactNode;
}) {
  return (
    <div className={styles.wish}>
      {/* The choice itself bears this name for those who hear the page. */}
      <span className={styles.label} aria-hidden="true">
        <FormattedMessage id={id} />
      </span>
      {children}
    </div>
  );
}
