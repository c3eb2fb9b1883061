import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Card, SearchResult } from '@/api/types';
import { CardGrid } from '@/ui/card-grid';
import { ErrorState } from '@/ui/error-state';
import { GridSkeleton } from '@/ui/grid-skeleton';
import { LoadMore } from '@/ui/load-more';
import { Page } from '@/ui/page';
import { PageHeading } from '@/ui/page-heading';
import { TitleCard } from '@/ui/title-card';
import { searchQuery } from '../api';
import { isEmptySearch, type SearchAddress } from '../search-address';
import { FilterBar } from './filter-bar';
import { GenreTiles } from './genre-tiles';
import { NoResults } from './no-results';
import { SearchBox } from './search-box';
import styles from './search-page.module.css';

type Props = {
  address: SearchAddress;
  /** Shows another search; while typing it replaces the current entry of the history. */
  onChange: (address: SearchAddress) => void;
  cardAction: (card: Card) => ReactNode;
};

export function SearchPage({ address, onChange, cardAction }: Props) {
  const intl = useIntl();
  const setText = (text: string) => {
    const { q: _old, ...rest } = address;
    onChange(text.trim() === '' ? rest : { ...rest, q: text });
  };
  return (
    <Page>
      <PageHeading hidden title={intl.formatMessage({ id: 'viewer.search.title' })} />
      <SearchBox text={address.q ?? ''} onChange={setText} />
      {isEmptySearch(address) ? (
        <GenreTiles />
      ) : (
        <Results address={address} onChange={onChange} cardAction={cardAction} />
      )}
    </Page>
  );
}

function Results({ address, onChange, cardAction }: Props) {
  const intl = useIntl();
  const results = useInfiniteQuery(searchQuery(address));
  if (results.isPending) {
    return <GridSkeleton />;
  }
  if (!results.data) {
    return <ErrorState error={results.error} onRetry={() => results.refetch()} />;
  }
  const pages = results.data.pages;
  const meta = pages[0]?.meta;
  const cards = pages.flatMap((page) => page.data);
  return (
    <>
      <FilterBar address={address} facets={meta?.facets} onChange={onChange} />
      {meta && <Summary meta={meta} settled={!results.isPlaceholderData} />}
      {meta?.did_you_mean && (
        <p className={styles.hint}>
          <FormattedMessage
            id="viewer.search.didYouMean"
            values={{
              suggestion: (
                <button
                  type="button"
                  className={styles.inlineButton}
                  onClick={() => onChange({ ...address, q: meta.did_you_mean ?? '' })}
                >
                  {meta.did_you_mean}
                </button>
              ),
            }}
          />
        </p>
      )}
      {cards.length > 0 ? (
        <div className={styles.results} data-stale={results.isPlaceholderData}>
          <CardGrid label={intl.formatMessage({ id: 'viewer.search.results' })}>
            {cards.map((card) => (
              <TitleCard key={card.id} card={card} action={cardAction(card)} />
            ))}
          </CardGrid>
        </div>
      ) : (
        <NoResults address={address} onChange={onChange} />
      )}
      <LoadMore query={results} />
    </>
  );
}

/** Spoken once per answer: while an older answer still stands, nothing is said. */
function Summary({ meta, settled }: { meta: SearchResult['meta']; settled: boolean }) {
  return (
    <div className={styles.summary} role="status">
      {settled && <FormattedMessage id="viewer.search.count" values={{ count: meta.total }} />}
      {settled && meta.relaxed && meta.total > 0 && (
        <span className={styles.relaxed}>
          <FormattedMessage id="viewer.search.relaxed" />
        </span>
      )}
    </div>
  );
}
