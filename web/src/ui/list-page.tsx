import { Button } from '@mantine/core';
import { IconFilterOff, IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Page } from '@/api/types';
import { changed, isNarrowed, type ListAddress, sortedBy } from '@/lib/list-address';
import { type Selection, useSelection } from '@/lib/use-selection';
import { BulkBar } from '@/ui/bulk-bar';
import { type Column, DataTable } from '@/ui/data-table';
import { DeleteChosen } from '@/ui/delete-chosen';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { type Filter, ListToolbar } from '@/ui/list-toolbar';
import { PageHeader } from '@/ui/page-header';
import { Pager } from '@/ui/pager';
import { TableSkeleton } from '@/ui/table-skeleton';
import styles from './list-page.module.css';

type Row = { id: string };

export type ListPageProps<T extends Row> = {
  title: string;
  lead: ReactNode;
  query: UseQueryResult<Page<T>>;
  address: ListAddress;
  onAddress: (address: ListAddress) => void;
  columns: Column<T>[];
  filters: Filter[];
  nameOf: (row: T) => string;
  /** Absent where the person may only look. */
  editing: {
    createLabel: string;
    onCreate: () => void;
    onDelete: (ids: string[]) => Promise<void>;
  } | null;
  /** What else can be done with marked rows. */
  chosen?: ((selection: Selection) => ReactNode) | undefined;
  /** Stands between the heading and the list. */
  above?: ReactNode;
  empty: { icon: ReactNode; title: string; text: ReactNode };
};

/** A list of the studio: search, filters, order and page live in the address. */
export function ListPage<T extends Row>(props: ListPageProps<T>) {
  const { title, lead, query, address, onAddress, editing, empty } = props;
  const create = editing && (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={editing.onCreate}>
      {editing.createLabel}
    </Button>
  );
  const bare = query.data?.meta.total === 0 && !isNarrowed(address);
  return (
    <>
      <PageHeader title={title} lead={lead} actions={!bare && create} />
      {props.above}
      <div className={styles.sheet}>
        {!bare && <ListToolbar address={address} filters={props.filters} onChange={onAddress} />}
        {query.isPending && <TableSkeleton />}
        {query.isError && !query.data && (
          <ErrorState error={query.error} onRetry={() => query.refetch()} />
        )}
        {query.data && bare && (
          <EmptyState icon={empty.icon} title={empty.title} text={empty.text} action={create} />
        )}
        {query.data && !bare && <Found {...props} page={query.data} />}
      </div>
    </>
  );
}

function Found<T extends Row>(props: ListPageProps<T> & { page: Page<T> }) {
  const { page, address, onAddress, editing, query } = props;
  const selection = useSelection(page.data.map(({ id }) => id));
  const canChoose = editing !== null || props.chosen !== undefined;
  if (page.data.length === 0) {
    return <NothingFound onReset={() => onAddress({})} />;
  }
  return (
    <>
      <DataTable
        caption={props.title}
        rows={page.data}
        columns={props.columns}
        nameOf={props.nameOf}
        sorting={{
          by: address.sort,
          direction: address.dir ?? 'asc',
          onSort: (sort) => onAddress(sortedBy(address, sort)),
        }}
        selection={canChoose ? selection : null}
        stale={query.isPlaceholderData}
      />
      {/* The bar appears whole: a button that comes later would push another one under the pointer. */}
      <Suspense>
        {canChoose && selection.some && (
          <BulkBar selection={selection}>
            {props.chosen?.(selection)}
            {editing && <DeleteChosen ids={selection.ids} onDelete={editing.onDelete} />}
          </BulkBar>
        )}
      </Suspense>
      <Pager meta={page.meta} onPage={(next) => onAddress({ ...address, page: next })} />
    </>
  );
}

function NothingFound({ onReset }: { onReset: () => void }) {
  const intl = useIntl();
  return (
    <EmptyState
      icon={<IconFilterOff size={34} />}
      title={intl.formatMessage({ id: 'studio.list.nothing' })}
      text={<FormattedMessage id="studio.list.nothingText" />}
      action={
        <Button variant="default" onClick={onReset}>
          <FormattedMessage id="studio.list.reset" />
        </Button>
      }
    />
  );
}

/** The address with the form of one entry opened, or closed again. */
export function editing(address: ListAddress, edit: string | undefined): ListAddress {
  const { page } = address;
  return { ...changed(address, { edit }), ...(page === undefined ? {} : { page }) };
}
