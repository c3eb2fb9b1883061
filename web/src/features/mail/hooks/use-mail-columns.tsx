import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { OutgoingMail } from '@/api/studio-types';
import { codeText } from '@/lib/refusal-text';
import type { Column } from '@/ui/data-table';
import { EntryName } from '@/ui/entry-name';
import { MailStatus } from '../components/mail-status';

export function useMailColumns(onOpen: (id: string) => void): Column<OutgoingMail>[] {
  const intl = useIntl();
  const recipient = ({ recipient: { email } }: OutgoingMail) =>
    email ?? <FormattedMessage id="studio.mail.unknown" />;
  const date = ({ created_at }: OutgoingMail) => (
    <FormattedDate value={created_at} dateStyle="medium" timeStyle="short" />
  );
  return [
    {
      key: 'subject',
      label: intl.formatMessage({ id: 'studio.mail.subject' }),
      cell: (mail) => (
        <EntryName
          name={mail.subject}
          note={
            <>
              {recipient(mail)} · {date(mail)}
            </>
          }
          onOpen={() => onOpen(mail.id)}
        />
      ),
    },
    {
      key: 'status',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      cell: (mail) => <MailStatus mail={mail} />,
    },
    {
      key: 'recipient',
      label: intl.formatMessage({ id: 'studio.mail.recipient' }),
      wide: true,
      cell: recipient,
    },
    {
      key: 'kind',
      label: intl.formatMessage({ id: 'studio.mail.kind' }),
      wide: true,
      fixed: true,
      cell: ({ kind }) => <FormattedMessage id={`studio.mail.kind.${kind}`} />,
    },
    {
      key: 'error',
      label: intl.formatMessage({ id: 'studio.mail.error' }),
      wide: true,
      cell: ({ error }) => error && codeText(intl, error.code, error.reason),
    },
    {
      key: 'created',
      label: intl.formatMessage({ id: 'studio.list.created' }),
      sort: 'created_at',
      wide: true,
      fixed: true,
      cell: date,
    },
  ];
}
