import { IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { CastEntry } from '@/api/studio-types';
import { toListQuery } from '@/lib/list-address';
import type { ListRouteProps } from '@/lib/list-page-props';
import type { Column } from '@/ui/data-table';
import { EditedEntry } from '@/ui/edited-entry';
import { EntryName } from '@/ui/entry-name';
import { editing, ListPage } from '@/ui/list-page';
import { castMemberQuery, castMembersQuery, deleteCastMembers } from '../api';
import { CastForm } from './cast-form';

export function CastList({ address, onAddress, canChange }: ListRouteProps) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const query = useQuery(castMembersQuery(toListQuery(address)));
  const open = (id: string) => onAddress(editing(address, id));
  const close = useCallback(() => onAddress(editing(address, undefined)), [address, onAddress]);
  const columns: Column<CastEntry>[] = [
    {
      key: 'name',
      label: intl.formatMessage({ id: 'studio.form.name' }),
      sort: 'name',
      cell: ({ id, name }) => (
        <EntryName name={name} onOpen={canChange ? () => open(id) : undefined} />
      ),
    },
    {
      key: 'type',
      label: intl.formatMessage({ id: 'studio.cast.type' }),
      sort: 'type',
      cell: ({ type }) => <FormattedMessage id={`studio.cast.type.${type}`} />,
    },
    {
      key: 'created',
      label: intl.formatMessage({ id: 'studio.list.created' }),
      sort: 'created_at',
      wide: true,
      fixed: true,
      cell: ({ created_at }) => <FormattedDate value={created_at} dateStyle="medium" />,
    },
  ];
  return (
    <>
      <ListPage
        title={intl.formatMessage({ id: 'studio.nav.cast' })}
        lead={<FormattedMessage id="studio.cast.lead" />}
        query={query}
        address={address}
        onAddress={onAddress}
        columns={columns}
        filters={[
          {
            name: 'type',
            label: intl.formatMessage({ id: 'studio.cast.type' }),
            anyLabel: intl.formatMessage({ id: 'studio.cast.anyType' }),
            options: (['actor', 'director'] as const).map((value) => ({
              value,
              label: intl.formatMessage({ id: `studio.cast.type.${value}` }),
            })),
          },
        ]}
        nameOf={({ name }) => name}
        editing={
          canChange
            ? {
                createLabel: intl.formatMessage({ id: 'studio.cast.create' }),
                onCreate: () => open('new'),
                onDelete: async (ids) => {
                  await deleteCastMembers(ids);
                  await queryClient.invalidateQueries({
                    queryKey: studioKeys.collection('cast_members'),
                  });
                },
              }
            : null
        }
        empty={{
          icon: <IconUsers size={34} />,
          title: intl.formatMessage({ id: 'studio.cast.empty' }),
          text: <FormattedMessage id="studio.cast.emptyText" />,
        }}
      />
      {canChange && address.edit === 'new' && <CastForm member={null} onClose={close} />}
      {canChange && address.edit !== undefined && address.edit !== 'new' && (
        <EditedEntry query={castMemberQuery(address.edit)} onClose={close}>
          {(member) => <CastForm member={member} onClose={close} />}
        </EditedEntry>
      )}
    </>
  );
}
