import type { UseQueryResult } from '@tanstack/react-query';

type Attempts = Pick<UseQueryResult, 'isLoading' | 'failureCount' | 'errorUpdateCount'>;

/**
 * Whether a query's very first attempt is under way. What waits for its answer need not wait for its
 * repetitions, too.
 */
export function isFirstTry({ isLoading, failureCount, errorUpdateCount }: Attempts): boolean {
  return isLoading && failureCount === 0 && errorUpdateCount === 0;
}
