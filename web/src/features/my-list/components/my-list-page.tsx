import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Uuid } from '@/api/types';
import { CardGrid } from '@/ui/card-grid';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { GridSkeleton } from '@/ui/grid-skeleton';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { TitleCard } from '@/ui/title-card';
import { myListQuery } from '../api';
import { MyListToggle } from './my-list-toggle';

export function MyListPage({ profile }: { profile: Uuid }) {
  const intl = useIntl();
  const list = useQuery(myListQuery(profile));
  const count = list.data?.length ?? 0;
  return (
    <Page>
      <PageHeader
        title={intl.formatMessage({ id: 'viewer.myList.name' })}
        lead={count > 0 && <FormattedMessage id="viewer.myList.count" values={{ count }} />}
      />
      {list.isPending && <GridSkeleton />}
      {list.isError && <ErrorState error={list.error} onRetry={() => list.refetch()} />}
      {list.data && count > 0 && (
        <CardGrid label={intl.formatMessage({ id: 'viewer.myList.name' })}>
          {list.data.map((card) => (
            <TitleCard key={card.id} card={card} action={<MyListToggle card={card} />} />
          ))}
        </CardGrid>
      )}
      {list.data && count === 0 && (
        <EmptyState
          icon={<IconBookmark size={34} />}
          title={intl.formatMessage({ id: 'viewer.myList.empty.title' })}
          text={intl.formatMessage({ id: 'viewer.myList.empty.text' })}
          action={
            <Button renderRoot={(props) => <Link to="/search" {...props} />}>
              <FormattedMessage id="viewer.myList.empty.action" />
            </Button>
          }
        />
      )}
    </Page>
  );
}
