import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { CastMember, CastType } from '@/api/types';
import type { PickerProps } from '@/lib/picker-props';
import { AsyncPicker, type Creation } from '@/ui/async-picker';
import { castMembersQuery, createCastMember } from '../api';

const SHOWN = 30;
const TYPES: readonly CastType[] = ['actor', 'director'];

export function CastPicker({ canCreate, ...field }: PickerProps<CastMember>) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 200);
  const found = useQuery(
    castMembersQuery({ per_page: SHOWN, sort: 'name', dir: 'asc', search: wanted || undefined }),
  );
  const creation = (type: CastType): Creation<CastMember> => ({
    key: type,
    label: intl.formatMessage({ id: `studio.picker.create.${type}` }, { name: search.trim() }),
    create: async (name) => {
      const made = await createCastMember({ name, type });
      queryClient.invalidateQueries({ queryKey: studioKeys.lists('cast_members') });
      return { id: made.id, name: made.name, type: made.type };
    },
  });
  return (
    <AsyncPicker
      {...field}
      label={intl.formatMessage({ id: 'studio.picker.cast' })}
      placeholder={intl.formatMessage({ id: 'studio.picker.search' })}
      search={search}
      onSearch={setSearch}
      noteOf={({ type }) => intl.formatMessage({ id: `studio.cast.type.${type}` })}
      state={{
        options: (found.data?.data ?? []).map(({ id, name, type }) => ({ id, name, type })),
        loading: found.isFetching,
        failed: found.isError,
      }}
      creations={canCreate ? TYPES.map(creation) : []}
    />
  );
}
