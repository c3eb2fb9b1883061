import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { toListQuery } from '@/lib/list-address';
import type { ListRouteProps } from '@/lib/list-page-props';
import { EditedEntry } from '@/ui/edited-entry';
import { editing, ListPage } from '@/ui/list-page';
import { letterQuery, mailsQuery } from '../api';
import { useMailColumns } from '../hooks/use-mail-columns';
import { useMailFilters } from '../hooks/use-mail-filters';
import { LetterDialog } from './letter-dialog';

/** Everything that went out to people, or should have. */
export function MailList({ address, onAddress }: Omit<ListRouteProps, 'canChange'>) {
  const intl = useIntl();
  const query = useQuery(mailsQuery(toListQuery(address)));
  const columns = useMailColumns((id) => onAddress(editing(address, id)));
  const close = useCallback(() => onAddress(editing(address, undefined)), [address, onAddress]);
  return (
    <>
      <ListPage
        title={intl.formatMessage({ id: 'studio.nav.mail' })}
        lead={<FormattedMessage id="studio.mail.lead" />}
        query={query}
        address={address}
        onAddress={onAddress}
        columns={columns}
        filters={useMailFilters()}
        nameOf={({ subject }) => subject}
        editing={null}
        empty={{
          icon: <IconMail size={34} />,
          title: intl.formatMessage({ id: 'studio.mail.empty' }),
          text: <FormattedMessage id="studio.mail.emptyText" />,
        }}
      />
      {address.edit !== undefined && (
        <EditedEntry query={letterQuery(address.edit)} onClose={close}>
          {(letter) => <LetterDialog letter={letter} onClose={close} />}
        </EditedEntry>
      )}
    </>
  );
}
