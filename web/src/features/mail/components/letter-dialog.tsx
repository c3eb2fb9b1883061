import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { OutgoingLetter } from '@/api/studio-types';
import { notify } from '@/lib/notify';
import { codeText, refusalText } from '@/lib/refusal-text';
import { Dialog } from '@/ui/dialog';
import { resend } from '../api';
import styles from './letter-dialog.module.css';
import { MailStatus } from './mail-status';

type Props = { letter: OutgoingLetter; onClose: () => void };

/** One mail: what became of it, and what it says. */
export function LetterDialog({ letter, onClose }: Props) {
  const intl = useIntl();
  return (
    <Dialog opened title={letter.subject} onClose={onClose}>
      <div className={styles.letter}>
        <Envelope letter={letter} />
        {letter.sent_by === 'folder' && (
          <p className={styles.hint}>
            <FormattedMessage id="studio.mail.folder" />
          </p>
        )}
        {letter.error && <Problem error={letter.error} />}
        {letter.status === 'failed' && <Resend id={letter.id} onDone={onClose} />}
        {/* It scrolls, so the keyboard must reach it. */}
        <section
          className={styles.text}
          aria-label={intl.formatMessage({ id: 'studio.mail.text' })}
          lang={letter.language}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
          tabIndex={0}
        >
          {letter.text}
        </section>
      </div>
    </Dialog>
  );
}

function Envelope({ letter }: { letter: OutgoingLetter }) {
  const { recipient, created_at, sent_at, next_attempt_at, attempts } = letter;
  return (
    <dl className={styles.facts}>
      <Fact id="studio.list.status">
        <MailStatus mail={letter} />
      </Fact>
      <Fact id="studio.mail.recipient">
        {recipient.email ? (
          <>
            {recipient.name} <span className={styles.address}>{recipient.email}</span>
          </>
        ) : (
          <FormattedMessage
            id={letter.status === 'queued' ? 'studio.mail.unknownText' : 'studio.mail.unknown'}
          />
        )}
      </Fact>
      <Fact id="studio.mail.created">
        <Moment at={created_at} />
      </Fact>
      {sent_at && (
        <Fact id="studio.mail.sent">
          <Moment at={sent_at} />
        </Fact>
      )}
      {next_attempt_at && (
        <Fact id="studio.mail.next">
          <Moment at={next_attempt_at} />
        </Fact>
      )}
      {attempts > 1 && <Fact id="studio.mail.attempts">{attempts}</Fact>}
    </dl>
  );
}

function Fact({ id, children }: { id: FactName; children: ReactNode }) {
  return (
    <div>
      <dt>
        <FormattedMessage id={id} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

type FactName =
  | 'studio.list.status'
  | `studio.mail.${'recipient' | 'created' | 'sent' | 'next' | 'attempts'}`;

function Moment({ at }: { at: string }) {
  return <FormattedDate value={at} dateStyle="medium" timeStyle="medium" />;
}

function Problem({ error }: { error: NonNullable<OutgoingLetter['error']> }) {
  const intl = useIntl();
  return (
    <div className={styles.error}>
      <p>{codeText(intl, error.code, error.reason)}</p>
      {error.reason && (
        <p className={styles.reason}>
          <FormattedMessage id="studio.mail.answer" />: <q>{error.reason}</q>
        </p>
      )}
      <p className={styles.reason}>
        <FormattedMessage id="common.error.code" values={{ code: error.code }} />
      </p>
    </div>
  );
}

function Resend({ id, onDone }: { id: string; onDone: () => void }) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: () => resend(id),
    onSuccess: () => {
      notify(intl.formatMessage({ id: 'studio.mail.resent' }));
      onDone();
    },
    onError: (error: Error) => notify(refusalText(intl, error), 'failed'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: studioKeys.collection('mail') }),
  });
  return (
    <div>
      <Button
        loading={again.isPending}
        leftSection={<IconSend size={18} aria-hidden="true" />}
        onClick={() => again.mutate()}
      >
        <FormattedMessage id="studio.mail.resend" />
      </Button>
    </div>
  );
}
