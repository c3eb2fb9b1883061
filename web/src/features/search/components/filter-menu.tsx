import '@mantine/core/styles/Menu.layer.css';
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { FormattedNumber } from 'react-intl';
import styles from './filter-bar.module.css';

export type Option = { value: string; label: string; count?: number };

type Props = {
  label: string;
  options: Option[];
  chosen: string[];
  /** One choice at a time, as for the order of the list. */
  single?: boolean;
  onToggle: (value: string) => void;
};

export function FilterMenu({ label, options, chosen, single = false, onToggle }: Props) {
  if (options.length === 0) {
    return null;
  }
  const names = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);
  return (
    <Menu position="bottom-start" width={250} closeOnItemClick={single}>
      <Menu.Target>
        <Button
          variant="default"
          radius="xl"
          className={styles.trigger}
          data-active={!single && names.length > 0}
          rightSection={<IconChevronDown size={16} aria-hidden="true" />}
        >
          {names.length === 0 ? label : `${label}: ${names.join(', ')}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.dropdown}>
        {options.map(({ value, label: name, count }) => (
          <Menu.Item
            key={value}
            className={styles.item}
            role={single ? 'menuitemradio' : 'menuitemcheckbox'}
            aria-checked={chosen.includes(value)}
            leftSection={
              <span className={styles.slot}>
                {chosen.includes(value) && <IconCheck size={18} aria-hidden="true" />}
              </span>
            }
            rightSection={
              count !== undefined && (
                <span className={styles.count}>
                  <FormattedNumber value={count} />
                </span>
              )
            }
            onClick={() => onToggle(value)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
