import { Button } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Readiness, whyNot } from '@/lib/readiness';
import styles from './publish-panel.module.css';

type Props = { readiness: Readiness; busy: boolean; onPublish: () => void };

/** Stays reachable while it is off, so that the reasons can be heard where they are needed. */
export function PublishButton({ readiness, busy, onPublish }: Props) {
  const intl = useIntl();
  const id = useId();
  const off = readiness.publish === 'no';
  return (
    <>
      <Button
        fullWidth
        size="md"
        loading={busy}
        aria-disabled={off}
        data-disabled={off || undefined}
        aria-describedby={off || readiness.publish === 'early' ? id : undefined}
        leftSection={<IconRocket size={18} aria-hidden="true" />}
        onClick={() => {
          if (!off && !busy) {
            onPublish();
          }
        }}
      >
        <FormattedMessage
          id={readiness.publish === 'early' ? 'studio.publish.early' : 'studio.publish.now'}
        />
      </Button>
      {off && (
        <p id={id} className={styles.why}>
          {whyNot(intl, readiness)}
        </p>
      )}
      {readiness.publish === 'early' && (
        <p id={id} className={styles.why}>
          <FormattedMessage id="studio.publish.earlyHint" />
        </p>
      )}
    </>
  );
}
