import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { Combobox, Loader, Pill, PillsInput, useCombobox } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Named } from '@/api/types';
import { codeText } from '@/lib/refusal-text';
import styles from './async-picker.module.css';

/** A way to make what the search does not find; `label` already holds the typed name. */
export type Creation<T> = { key: string; label: string; create: (name: string) => Promise<T> };

export type PickerState<T> = { options: T[]; loading: boolean; failed: boolean };

type Props<T extends Named> = {
  label: string;
  placeholder: string;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  value: T[];
  onChange: (value: T[]) => void;
  search: string;
  onSearch: (text: string) => void;
  state: PickerState<T>;
  creations: Creation<T>[];
  /** Said beside a name, for instance what a cast member does. */
  noteOf?: (option: T) => string;
};

const CREATE = 'create:';

/** Chooses several entries by typing a part of their name, and makes the ones that do not exist yet. */
export function AsyncPicker<T extends Named>(props: Props<T>) {
  const { value, onChange, search, onSearch, creations } = props;
  const intl = useIntl();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [creating, setCreating] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const remove = (id: string) => onChange(value.filter((entry) => entry.id !== id));
  const add = (entry: T) => {
    onChange([...value, entry]);
    onSearch('');
  };
  const create = async (key: string) => {
    const creation = creations.find((candidate) => candidate.key === key);
    setCreating(true);
    setProblem(null);
    try {
      const made = await creation?.create(search.trim());
      if (made) {
        add(made);
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL';
      setProblem(codeText(intl, code, error instanceof Error ? error.message : null));
    } finally {
      setCreating(false);
    }
  };
  const submit = (picked: string) => {
    if (picked.startsWith(CREATE)) {
      create(picked.slice(CREATE.length));
    } else if (value.some((entry) => entry.id === picked)) {
      remove(picked);
    } else {
      const option = props.state.options.find((entry) => entry.id === picked);
      if (option) {
        add(option);
      }
    }
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={submit}
      shadow="md"
      position="bottom-start"
      // Stays beside its field: outside of the page's landmarks nobody would look for it.
      withinPortal={false}
    >
      <Combobox.DropdownTarget>
        <PillsInput
          classNames={{ input: styles.input }}
          label={props.label}
          description={props.description}
          error={problem ?? props.error}
          required={props.required ?? false}
          onClick={() => combobox.openDropdown()}
          rightSection={creating || props.state.loading ? <Loader size={16} /> : undefined}
        >
          <Pill.Group>
            {value.map((entry) => (
              <Pill
                key={entry.id}
                size="md"
                withRemoveButton
                onRemove={() => remove(entry.id)}
                removeButtonProps={{
                  'aria-label': intl.formatMessage(
                    { id: 'studio.picker.remove' },
                    { name: entry.name },
                  ),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                className={styles.pill}
              >
                {entry.name}
                {props.noteOf && <span className={styles.note}>{props.noteOf(entry)}</span>}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                className={styles.field}
                value={search}
                placeholder={value.length === 0 ? props.placeholder : undefined}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  onSearch(event.currentTarget.value);
                  setProblem(null);
                  combobox.openDropdown();
                  combobox.updateSelectedOptionIndex();
                }}
                onKeyDown={(event) => {
                  const last = value.at(-1);
                  if (event.key === 'Backspace' && search === '' && last) {
                    event.preventDefault();
                    remove(last.id);
                  }
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown className={styles.dropdown}>
        <Options {...props} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Options<T extends Named>(props: Props<T>) {
  const { state, value, search, creations } = props;
  const wanted = search.trim();
  const exact = state.options.some(
    ({ name }) => name.localeCompare(wanted, undefined, { sensitivity: 'base' }) === 0,
  );
  const offers = wanted === '' || exact ? [] : creations;
  return (
    <Combobox.Options mah={260} className={styles.options} aria-label={props.label}>
      {state.options.map((option) => {
        const chosen = value.some((entry) => entry.id === option.id);
        return (
          <Combobox.Option key={option.id} value={option.id} active={chosen} aria-selected={chosen}>
            <span className={styles.option}>
              {option.name}
              {props.noteOf && <span className={styles.note}>{props.noteOf(option)}</span>}
              {chosen && <IconCheck size={16} className={styles.end} aria-hidden="true" />}
            </span>
          </Combobox.Option>
        );
      })}
      {offers.map(({ key, label }) => (
        <Combobox.Option key={key} value={`${CREATE}${key}`}>
          <span className={styles.option}>
            <IconPlus size={16} aria-hidden="true" />
            {label}
          </span>
        </Combobox.Option>
      ))}
      {state.options.length === 0 && offers.length === 0 && !state.loading && (
        <Combobox.Empty>
          <FormattedMessage id={state.failed ? 'studio.picker.failed' : 'studio.picker.none'} />
        </Combobox.Empty>
      )}
    </Combobox.Options>
  );
}
