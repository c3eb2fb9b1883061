import { IconMasksTheater } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ComponentType, useCallback } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { Genre } from '@/api/studio-types';
import { toListQuery } from '@/lib/list-address';
import type { ListRouteProps } from '@/lib/list-page-props';
import type { PickerProps } from '@/lib/picker-props';
import { useActiveFilter } from '@/lib/use-active-filter';
import { ActiveBadge } from '@/ui/active-badge';
import type { Column } from '@/ui/data-table';
import { EditedEntry } from '@/ui/edited-entry';
import { EntryName } from '@/ui/entry-name';
import { editing, ListPage } from '@/ui/list-page';
import type { Filter } from '@/ui/list-toolbar';
import { deleteGenres, genreQuery, genresQuery } from '../api';
import { GenreForm } from './genre-form';

type Props = ListRouteProps & {
  categoryFilter: Filter;
  categoryPicker: ComponentType<PickerProps>;
  canCreateCategory: boolean;
};

export function GenreList(props: Props) {
  const { address, onAddress, canChange, categoryFilter, ...form } = props;
  const intl = useIntl();
  const queryClient = useQueryClient();
  const query = useQuery(genresQuery(toListQuery(address)));
  const active = useActiveFilter();
  const open = (id: string) => onAddress(editing(address, id));
  const close = useCallback(() => onAddress(editing(address, undefined)), [address, onAddress]);
  const columns: Column<Genre>[] = [
    {
      key: 'name',
      label: intl.formatMessage({ id: 'studio.form.name' }),
      sort: 'name',
      cell: ({ id, name, categories }) => (
        <EntryName
          name={name}
          note={categories.map((category) => category.name).join(', ')}
          onOpen={canChange ? () => open(id) : undefined}
        />
      ),
    },
    {
      key: 'categories',
      label: intl.formatMessage({ id: 'studio.picker.categories' }),
      wide: true,
      cell: ({ categories }) => categories.map((category) => category.name).join(', '),
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
        title={intl.formatMessage({ id: 'studio.nav.genres' })}
        lead={<FormattedMessage id="studio.genres.lead" />}
        query={query}
        address={address}
        onAddress={onAddress}
        columns={columns}
        filters={[categoryFilter, active]}
        nameOf={({ name }) => name}
        editing={
          canChange
            ? {
                createLabel: intl.formatMessage({ id: 'studio.genres.create' }),
                onCreate: () => open('new'),
                onDelete: async (ids) => {
                  await deleteGenres(ids);
                  await queryClient.invalidateQueries({
                    queryKey: studioKeys.collection('genres'),
                  });
                },
              }
            : null
        }
        empty={{
          icon: <IconMasksTheater size={34} />,
          title: intl.formatMessage({ id: 'studio.genres.empty' }),
          text: <FormattedMessage id="studio.genres.emptyText" />,
        }}
      />
      {canChange && address.edit === 'new' && <GenreForm {...form} genre={null} onClose={close} />}
      {canChange && address.edit !== undefined && address.edit !== 'new' && (
        <EditedEntry query={genreQuery(address.edit)} onClose={close}>
          {(genre) => <GenreForm {...form} genre={genre} onClose={close} />}
        </EditedEntry>
      )}
    </>
  );
}
