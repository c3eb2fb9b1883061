import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Facets } from '@/api/types';
import {
  FILTERS,
  type Filter,
  type SearchAddress,
  SORTS,
  toggleValue,
  withoutFilters,
} from '../search-address';
import styles from './filter-bar.module.css';
import { FilterMenu, type Option } from './filter-menu';

type Props = {
  address: SearchAddress;
  facets: Facets | undefined;
  onChange: (address: SearchAddress) => void;
};

function options(facets: Facets, filter: Filter): Option[] {
  switch (filter) {
    case 'rating':
      return facets.rating.map(({ value, count }) => ({
        value,
        label: value.toUpperCase(),
        count,
      }));
    case 'year_launched':
      return [...facets.year_launched]
        .sort((a, b) => b.value - a.value)
        .map(({ value, count }) => ({ value: String(value), label: String(value), count }));
    default:
      return facets[filter].map(({ id, name, count }) => ({ value: id, label: name, count }));
  }
}

export function FilterBar({ address, facets, onChange }: Props) {
  const intl = useIntl();
  const filtered = FILTERS.some((filter) => address[filter] !== undefined);
  return (
    <fieldset
      className={styles.bar}
      aria-label={intl.formatMessage({ id: 'viewer.search.filters' })}
    >
      {facets &&
        FILTERS.map((filter) => (
          <FilterMenu
            key={filter}
            label={intl.formatMessage({ id: `viewer.search.filter.${filter}` })}
            options={options(facets, filter)}
            chosen={address[filter]?.split(',') ?? []}
            onToggle={(value) => onChange(toggleValue(address, filter, value))}
          />
        ))}
      <FilterMenu
        single
        label={intl.formatMessage({ id: 'viewer.search.sort' })}
        options={SORTS.map((sort) => ({
          value: sort,
          label: intl.formatMessage({ id: `viewer.search.sort.${sort}` }),
        }))}
        chosen={[address.sort ?? 'relevance']}
        onToggle={(value) => {
          const { sort: _old, ...rest } = address;
          const sort = SORTS.find((known) => known === value);
          onChange(sort && sort !== 'relevance' ? { ...rest, sort } : rest);
        }}
      />
      {filtered && (
        <Button
          variant="subtle"
          radius="xl"
          leftSection={<IconX size={16} aria-hidden="true" />}
          onClick={() => onChange(withoutFilters(address))}
        >
          <FormattedMessage id="viewer.search.clearFilters" />
        </Button>
      )}
    </fieldset>
  );
}
