import '@mantine/core/styles/Menu.layer.css';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
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
    <Menu
      position="bottom-start"
      width={250}
      withInitialFocusPlaceholder={false}
      // The end of the body lies outside of the page's landmarks.
      portalProps={{ target: '#main' }}
    >
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
        {options.map((option) => (
          <FilterItem
            key={option.value}
            option={option}
            checked={chosen.includes(option.value)}
            single={single}
            onToggle={onToggle}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type ItemProps = Pick<Props, 'single' | 'onToggle'> & { option: Option; checked: boolean };

function FilterItem({ option, checked, single, onToggle }: ItemProps) {
  const { value, label, count } = option;
  const Item = single ? Menu.RadioItem : Menu.CheckboxItem;
  return (
    <Item
      className={styles.item}
      value={value}
      checked={checked}
      closeMenuOnClick={single}
      onChange={() => onToggle(value)}
      rightSection={
        count !== undefined && (
          <span className={styles.count}>
            <FormattedNumber value={count} />
          </span>
        )
      }
    >
      {label}
    </Item>
  );
}
