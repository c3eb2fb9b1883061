import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { notify } from '@/lib/notify';
import styles from './error-lines.module.css';

type Props = { title: ReactNode; code: string; text: string };

/** What a program said when it failed, as it said it. */
export function ErrorLines({ title, code, text }: Props) {
  const intl = useIntl();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${code}\n${text}`);
      notify(intl.formatMessage({ id: 'studio.jobs.copied' }));
    } catch {
      notify(intl.formatMessage({ id: 'studio.jobs.notCopied' }), 'failed');
    }
  };
  return (
    <div className={styles.said}>
      <div className={styles.head}>
        <span>
          {title} · {code}
        </span>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconCopy size={16} aria-hidden="true" />}
          onClick={copy}
        >
          <FormattedMessage id="studio.jobs.copy" />
        </Button>
      </div>
      {/* It scrolls, so the keyboard must reach it. */}
      <section
        className={styles.lines}
        aria-label={intl.formatMessage({ id: 'studio.jobs.said' })}
        lang="en"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
        tabIndex={0}
      >
        {text}
      </section>
    </div>
  );
}
