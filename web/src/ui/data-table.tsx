import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Selection } from '@/lib/use-selection';
import styles from './data-table.module.css';

export type Column<T> = {
  key: string;
  label: string;
  /** The server's name for this order, where it can sort by it. */
  sort?: string;
  /** Left out on phones, where the first column says the same in small. */
  wide?: boolean;
  end?: boolean;
  /** Never broken into two lines. */
  fixed?: boolean;
  cell: (row: T) => ReactNode;
};

export type Sorting = {
  by: string | undefined;
  direction: 'asc' | 'desc';
  onSort: (sort: string) => void;
};

type Props<T> = {
  caption: string;
  rows: T[];
  columns: Column<T>[];
  nameOf: (row: T) => string;
  sorting: Sorting;
  /** Absent where the person may not change anything. */
  selection: Selection | null;
  /** An older answer still stands while the next one is on its way. */
  stale: boolean;
};

/**
 * A sortable, selectable table. Sorting is a button inside its head, so the head stays a column head
 * for those who hear the page. On phones columns step back instead of scrolling sideways.
 */
export function DataTable<T extends { id: string }>(props: Props<T>) {
  const { caption, rows, columns, nameOf, sorting, selection, stale } = props;
  const intl = useIntl();
  return (
    <table className={styles.table} data-stale={stale} aria-busy={stale}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={styles.check}>
              <Checkbox
                size="sm"
                checked={selection.all}
                indeterminate={selection.some && !selection.all}
                aria-label={intl.formatMessage({ id: 'studio.list.selectAll' })}
                onChange={selection.toggleAll}
              />
            </th>
          )}
          {columns.map((column) => (
            <Head key={column.key} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-selected={selection?.has(row.id) ?? false}>
            {selection && (
              <td className={styles.check}>
                <Checkbox
                  size="sm"
                  checked={selection.has(row.id)}
                  aria-label={intl.formatMessage(
                    { id: 'studio.list.select' },
                    { name: nameOf(row) },
                  )}
                  onChange={() => selection.toggle(row.id)}
                />
              </td>
            )}
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row" className={styles.main}>
                  {column.cell(row)}
                </th>
              ) : (
                <td
                  key={column.key}
                  data-wide={column.wide}
                  data-end={column.end}
                  data-fixed={column.fixed}
                >
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head<T>({ column, sorting }: { column: Column<T>; sorting: Sorting }) {
  const { sort } = column;
  const active = sort !== undefined && sorting.by === sort;
  const order = sorting.direction === 'asc' ? 'ascending' : 'descending';
  const Icon = sorting.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <th
      scope="col"
      data-wide={column.wide}
      data-end={column.end}
      aria-sort={active ? order : undefined}
    >
      {sort === undefined ? (
        column.label
      ) : (
        <button
          type="button"
          className={styles.sort}
          data-active={active}
          onClick={() => sorting.onSort(sort)}
        >
          {column.label}
          {active ? (
            <Icon size={15} aria-hidden="true" />
          ) : (
            <IconArrowsSort size={15} className={styles.idle} aria-hidden="true" />
          )}
        </button>
      )}
    </th>
  );
}
