import { Button } from '@mantine/core';
import { FormattedMessage } from 'react-intl';
import styles from './load-more.module.css';

type Props = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
};

/** The button under a list that goes on. */
export function LoadMore({ query }: Props) {
  return (
    query.hasNextPage && (
      <div className={styles.more}>
        <Button
          variant="default"
          size="md"
          loading={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          <FormattedMessage id="common.loadMore" />
        </Button>
      </div>
    )
  );
}
