import { IconLock, IconMusic } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Conversion } from '@/api/types';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { Skeleton } from '@/ui/skeleton';
import { conversionsQuery } from '../api';
import { useRemove } from '../hooks/use-remove';
import { ConversionCard } from './conversion-card';
import styles from './conversions-page.module.css';
import { NewConversion } from './new-conversion';

/** Films become files with their sound: a new one on top, then those of the last days. */
export function ConversionsPage() {
  const intl = useIntl();
  const list = useQuery(conversionsQuery);
  const isClosed = isProblem(list.error, 'FORBIDDEN');
  return (
    <Page width="narrow">
      <PageHeader
        title={intl.formatMessage({ id: 'conversions.title' })}
        lead={<FormattedMessage id="conversions.lead" />}
      />
      {isClosed ? (
        <EmptyState
          icon={<IconLock size={34} />}
          title={intl.formatMessage({ id: 'conversions.closed' })}
          text={<FormattedMessage id="conversions.closedText" />}
        />
      ) : (
        <div className={styles.parts}>
          <NewConversion />
          {list.isPending && <Skeleton height={148} />}
          {list.isError && <ErrorState error={list.error} onRetry={() => list.refetch()} />}
          {list.data && <List conversions={list.data} />}
        </div>
      )}
    </Page>
  );
}

function List({ conversions }: { conversions: Conversion[] }) {
  const intl = useIntl();
  const remove = useRemove();
  if (conversions.length === 0) {
    return (
      <EmptyState
        icon={<IconMusic size={34} />}
        title={intl.formatMessage({ id: 'conversions.empty' })}
        text={<FormattedMessage id="conversions.emptyText" />}
      />
    );
  }
  return (
    <ul className={styles.list} aria-label={intl.formatMessage({ id: 'conversions.list' })}>
      {conversions.map((conversion) => (
        <li key={conversion.id}>
          <ConversionCard
            conversion={conversion}
            onRemove={() => remove(conversion.id)}
            name={
              <Link to="/conversions/$id" params={{ id: conversion.id }} className="text-link">
                {conversion.file_name}
              </Link>
            }
          />
        </li>
      ))}
    </ul>
  );
}
