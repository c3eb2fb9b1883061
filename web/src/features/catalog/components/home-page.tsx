import { Button } from '@mantine/core';
import { IconInfoCircle, IconMovie, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Card } from '@/api/types';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Hero } from '@/ui/hero';
import { Page } from '@/ui/page';
import { PageHeading } from '@/ui/page-heading';
import { homeQuery } from '../api';
import { CatalogRow } from './catalog-row';
import { HomeRowsSkeleton, HomeSkeleton } from './home-skeleton';

type Props = {
  /** Stands between the hero and the first row of the catalogue. */
  first: ReactNode;
  /** True while `first` is not known yet: the rows wait for it, so that they do not jump. */
  waiting: boolean;
  action: (card: Card) => ReactNode;
};

export function HomePage({ first, waiting, action }: Props) {
  const intl = useIntl();
  const home = useQuery(homeQuery);
  const heading = <PageHeading hidden title={intl.formatMessage({ id: 'viewer.home.title' })} />;

  if (home.isPending) {
    return (
      <>
        {heading}
        <HomeSkeleton />
      </>
    );
  }
  if (home.isError) {
    return (
      <Page>
        {heading}
        <ErrorState error={home.error} onRetry={() => home.refetch()} />
      </Page>
    );
  }
  const { hero, rows } = home.data;
  return (
    <>
      {heading}
      {hero && <HomeHero card={hero} />}
      {waiting ? (
        <HomeRowsSkeleton />
      ) : (
        <>
          {first}
          {rows.map((row) => (
            <CatalogRow key={row.key} row={row} action={action} />
          ))}
        </>
      )}
      {!hero && rows.length === 0 && (
        <Page>
          <EmptyState
            icon={<IconMovie size={34} />}
            title={intl.formatMessage({ id: 'viewer.home.empty.title' })}
            text={intl.formatMessage({ id: 'viewer.home.empty.text' })}
          />
        </Page>
      )}
    </>
  );
}

function HomeHero({ card }: { card: Card }) {
  return (
    <Hero
      card={card}
      eyebrow={<FormattedMessage id="viewer.home.featured" />}
      heading={<h2>{card.title}</h2>}
      actions={
        <>
          <Button
            size="md"
            leftSection={<IconPlayerPlayFilled size={18} aria-hidden="true" />}
            renderRoot={(props) => <Link to="/watch/$id" params={{ id: card.id }} {...props} />}
          >
            <FormattedMessage id="viewer.play" />
          </Button>
          <Button
            size="md"
            variant="default"
            leftSection={<IconInfoCircle size={20} aria-hidden="true" />}
            renderRoot={(props) => <Link to="/title/$id" params={{ id: card.id }} {...props} />}
          >
            <FormattedMessage id="viewer.moreInfo" />
          </Button>
        </>
      }
    />
  );
}
