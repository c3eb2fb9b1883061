import { Button } from '@mantine/core';
import { IconMovie, IconPlayerPlayFilled, IconRotate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Card, Detail, Uuid } from '@/api/types';
import { formatClock } from '@/lib/format';
import { ErrorState } from '@/ui/error-state';
import { Hero } from '@/ui/hero';
import { MediaRow } from '@/ui/media-row';
import { NotFound } from '@/ui/not-found';
import { Page } from '@/ui/page';
import { PageHeading } from '@/ui/page-heading';
import { RowError } from '@/ui/row-error';
import { RowsSkeleton } from '@/ui/rows-skeleton';
import { Skeleton } from '@/ui/skeleton';
import { TitleCard } from '@/ui/title-card';
import { similarQuery, titleQuery } from '../api';
import skeleton from './home-skeleton.module.css';
import { TitleDetails } from './title-details';

type Props = {
  id: Uuid;
  /** Where this profile stopped, in milliseconds. */
  resumeAt: number | undefined;
  myList: (card: Card) => ReactNode;
  cardAction: (card: Card) => ReactNode;
};

export function TitlePage({ id, resumeAt, myList, cardAction }: Props) {
  const intl = useIntl();
  const title = useQuery(titleQuery(id));
  if (title.isPending) {
    return (
      <div role="status" aria-label={intl.formatMessage({ id: 'common.loading' })}>
        <Skeleton className={skeleton.hero} />
      </div>
    );
  }
  if (isProblem(title.error) && title.error.status === 404) {
    return <NotFound />;
  }
  if (title.isError) {
    return (
      <Page>
        <ErrorState error={title.error} onRetry={() => title.refetch()} />
      </Page>
    );
  }
  return (
    <article>
      <Hero
        tall
        card={title.data}
        heading={<PageHeading title={title.data.title} />}
        actions={
          <>
            <PlayButtons title={title.data} resumeAt={resumeAt} />
            {myList(title.data)}
          </>
        }
      />
      <TitleDetails title={title.data} />
      <Similar id={id} action={cardAction} />
    </article>
  );
}

function PlayButtons({ title, resumeAt }: { title: Detail; resumeAt: number | undefined }) {
  const params = { id: title.id };
  return (
    <>
      <Button
        size="md"
        leftSection={<IconPlayerPlayFilled size={18} aria-hidden="true" />}
        renderRoot={(props) => <Link to="/watch/$id" params={params} {...props} />}
      >
        {resumeAt === undefined ? (
          <FormattedMessage id="viewer.play" />
        ) : (
          <FormattedMessage id="viewer.resume" values={{ position: formatClock(resumeAt) }} />
        )}
      </Button>
      {resumeAt !== undefined && (
        <Button
          size="md"
          variant="default"
          leftSection={<IconRotate size={20} aria-hidden="true" />}
          renderRoot={(props) => (
            <Link to="/watch/$id" params={params} search={{ from: 'start' }} {...props} />
          )}
        >
          <FormattedMessage id="viewer.startOver" />
        </Button>
      )}
      {title.has_trailer && (
        <Button
          size="md"
          variant="default"
          leftSection={<IconMovie size={20} aria-hidden="true" />}
          renderRoot={(props) => (
            <Link to="/watch/$id" params={params} search={{ kind: 'trailer' }} {...props} />
          )}
        >
          <FormattedMessage id="viewer.trailer" />
        </Button>
      )}
    </>
  );
}

function Similar({ id, action }: { id: Uuid; action: (card: Card) => ReactNode }) {
  const intl = useIntl();
  const similar = useQuery(similarQuery(id));
  const heading = intl.formatMessage({ id: 'viewer.title.similar' });
  if (similar.isPending) {
    return <RowsSkeleton />;
  }
  if (!similar.data) {
    return <RowError title={heading} error={similar.error} onRetry={() => similar.refetch()} />;
  }
  // An extra: a title that has no like is whole without it.
  if (similar.data.length === 0) {
    return null;
  }
  return (
    <MediaRow title={heading}>
      {similar.data.map((card) => (
        <TitleCard key={card.id} card={card} action={action(card)} />
      ))}
    </MediaRow>
  );
}
