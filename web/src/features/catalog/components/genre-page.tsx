import { Button } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Card, Uuid } from '@/api/types';
import { CardGrid } from '@/ui/card-grid';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { GridSkeleton } from '@/ui/grid-skeleton';
import { LoadMore } from '@/ui/load-more';
import { NotFound } from '@/ui/not-found';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { TitleCard } from '@/ui/title-card';
import { genreQuery, genreTitlesQuery } from '../api';

type Props = { id: Uuid; cardAction: (card: Card) => ReactNode };

export function GenrePage({ id, cardAction }: Props) {
  const intl = useIntl();
  const genre = useQuery(genreQuery(id));
  const titles = useInfiniteQuery(genreTitlesQuery(id));
  if (isProblem(genre.error) && genre.error.status === 404) {
    return <NotFound />;
  }
  const cards = titles.data?.pages.flatMap((page) => page.data);
  const total = titles.data?.pages[0]?.meta.total ?? 0;
  const name = genre.data?.name ?? '';
  return (
    <Page>
      <PageHeader
        title={name || intl.formatMessage({ id: 'viewer.search.genres' })}
        lead={
          titles.data && <FormattedMessage id="viewer.search.count" values={{ count: total }} />
        }
      />
      {titles.isPending && <GridSkeleton />}
      {titles.isLoadingError && (
        <ErrorState error={titles.error} onRetry={() => titles.refetch()} />
      )}
      {cards && cards.length > 0 && (
        <CardGrid label={name}>
          {cards.map((card) => (
            <TitleCard key={card.id} card={card} action={cardAction(card)} />
          ))}
        </CardGrid>
      )}
      {cards?.length === 0 && (
        <EmptyState
          icon={<IconMovie size={34} />}
          title={intl.formatMessage({ id: 'viewer.genre.empty' })}
          action={
            <Button renderRoot={(props) => <Link to="/search" {...props} />}>
              <FormattedMessage id="viewer.genre.others" />
            </Button>
          }
        />
      )}
      <LoadMore query={titles} />
    </Page>
  );
}
