import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { PickerProps } from '@/lib/picker-props';
import { AsyncPicker } from '@/ui/async-picker';
import { createGenre, genresQuery } from '../api';

const SHOWN = 30;

export function GenrePicker({ canCreate, ...field }: PickerProps) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 200);
  const found = useQuery(
    genresQuery({ per_page: SHOWN, sort: 'name', dir: 'asc', search: wanted || undefined }),
  );
  const create = async (name: string) => {
    const made = await createGenre({ name, is_active: true, categories_id: [] });
    queryClient.invalidateQueries({ queryKey: studioKeys.lists('genres') });
    return { id: made.id, name: made.name };
  };
  return (
    <AsyncPicker
      {...field}
      label={intl.formatMessage({ id: 'studio.picker.genres' })}
      placeholder={intl.formatMessage({ id: 'studio.picker.search' })}
      search={search}
      onSearch={setSearch}
      state={{
        options: (found.data?.data ?? []).map(({ id, name }) => ({ id, name })),
        loading: found.isFetching,
        failed: found.isError,
      }}
      creations={
        canCreate
          ? [
              {
                key: 'genre',
                label: intl.formatMessage({ id: 'studio.picker.create' }, { name: search.trim() }),
                create,
              },
            ]
          : []
      }
    />
  );
}
