import { Button } from '@mantine/core';
import { FormattedMessage } from 'react-intl';
import { InlineError } from '@/ui/inline-error';
import styles from './load-more.module.css';

type Props = {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage: () => unknown;
  };
};

/** The button under a list that goes on. What is listed already stays when the rest does not come. */
export function LoadMore({ query }: Props) {
  const failed = query.isFetchNextPageError;
  return (
    query.hasNextPage && (
      <div className={styles.more}>
        {failed && <InlineError error={query.error} />}
        <Button
          variant="default"
          size="md"
          loading={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          <FormattedMessage id={failed ? 'common.retry' : 'common.loadMore'} />
        </Button>
      </div>
    )
  );
}
