import { IconCategory } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { Category } from '@/api/studio-types';
import { toListQuery } from '@/lib/list-address';
import type { ListRouteProps } from '@/lib/list-page-props';
import { useActiveFilter } from '@/lib/use-active-filter';
import { ActiveBadge } from '@/ui/active-badge';
import type { Column } from '@/ui/data-table';
import { EditedEntry } from '@/ui/edited-entry';
import { EntryName } from '@/ui/entry-name';
import { editing, ListPage } from '@/ui/list-page';
import { categoriesQuery, categoryQuery, deleteCategories } from '../api';
import { CategoryForm } from './category-form';

export function CategoryList({ address, onAddress, canChange }: ListRouteProps) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const query = useQuery(categoriesQuery(toListQuery(address)));
  const active = useActiveFilter();
  const open = (id: string) => onAddress(editing(address, id));
  const close = useCallback(() => onAddress(editing(address, undefined)), [address, onAddress]);
  const columns: Column<Category>[] = [
    {
      key: 'name',
      label: intl.formatMessage({ id: 'studio.form.name' }),
      sort: 'name',
      cell: ({ id, name, description }) => (
        <EntryName name={name} note={description} onOpen={canChange ? () => open(id) : undefined} />
      ),
    },
    {
      key: 'state',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      sort: 'is_active',
      cell: ({ is_active }) => <ActiveBadge active={is_active} />,
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
        title={intl.formatMessage({ id: 'studio.nav.categories' })}
        lead={<FormattedMessage id="studio.categories.lead" />}
        query={query}
        address={address}
        onAddress={onAddress}
        columns={columns}
        filters={[active]}
        nameOf={({ name }) => name}
        editing={
          canChange
            ? {
                createLabel: intl.formatMessage({ id: 'studio.categories.create' }),
                onCreate: () => open('new'),
                onDelete: async (ids) => {
                  await deleteCategories(ids);
                  await queryClient.invalidateQueries({
                    queryKey: studioKeys.collection('categories'),
                  });
                },
              }
            : null
        }
        empty={{
          icon: <IconCategory size={34} />,
          title: intl.formatMessage({ id: 'studio.categories.empty' }),
          text: <FormattedMessage id="studio.categories.emptyText" />,
        }}
      />
      {canChange && address.edit === 'new' && <CategoryForm category={null} onClose={close} />}
      {canChange && address.edit !== undefined && address.edit !== 'new' && (
        <EditedEntry query={categoryQuery(address.edit)} onClose={close}>
          {(category) => <CategoryForm category={category} onClose={close} />}
        </EditedEntry>
      )}
    </>
  );
}
