import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { changed, type ListAddress } from '@/lib/list-address';
import { useDebouncedText } from '@/lib/use-debounced-text';
import styles from './list-toolbar.module.css';

export type Filter = {
  name: string;
  label: string;
  /** What the choice without a limit is called. */
  anyLabel: string;
  options: { value: string; label: string }[];
};

type Props = {
  address: ListAddress;
  filters: Filter[];
  onChange: (address: ListAddress) => void;
};

export function ListToolbar({ address, filters, onChange }: Props) {
  const intl = useIntl();
  const { text, setText } = useDebouncedText(address.search ?? '', (search) =>
    onChange(changed(address, { search: search.trim() === '' ? undefined : search })),
  );
  return (
    <search className={styles.toolbar}>
      <TextInput
        className={styles.search}
        type="text"
        inputMode="search"
        value={text}
        aria-label={intl.formatMessage({ id: 'studio.list.search' })}
        placeholder={intl.formatMessage({ id: 'studio.list.search' })}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        rightSection={
          text !== '' && (
            <CloseButton
              aria-label={intl.formatMessage({ id: 'studio.list.clearSearch' })}
              onClick={() => setText('')}
            />
          )
        }
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {filters.map(({ name, label, anyLabel, options }) => (
        <NativeSelect
          key={name}
          className={styles.filter}
          aria-label={label}
          data={[{ value: '', label: anyLabel }, ...options]}
          value={String(address[name] ?? '')}
          onChange={(event) =>
            onChange(changed(address, { [name]: event.currentTarget.value || undefined }))
          }
        />
      ))}
    </search>
  );
}
