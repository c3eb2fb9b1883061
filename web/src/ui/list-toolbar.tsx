import '@mantine/core/styles/Combobox.layer.css';
import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
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
      <Filters address={address} filters={filters} onChange={onChange} />
    </search>
  );
}

/** On phones the choices fold away behind a button, so that the list itself is seen first. */
function Filters({ address, filters, onChange }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const chosen = filters.filter(({ name }) => address[name] !== undefined).length;
  return (
    <>
      <Button
        variant="default"
        className={styles.fold}
        aria-expanded={open}
        aria-controls={id}
        leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden="true" />}
        onClick={() => setOpen(!open)}
      >
        <FormattedMessage id="studio.list.filters" values={{ count: chosen }} />
      </Button>
      <div id={id} className={styles.filters} data-open={open}>
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
      </div>
    </>
  );
}
