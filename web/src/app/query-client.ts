import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '@/api/problem';
import { signIn } from '@/session/sign-in';

const MAX_RETRIES = 2;

function retry(failures: number, error: unknown): boolean {
  return isProblem(error) && error.retryable && failures < MAX_RETRIES;
}

/** A session that ended while the page was open sends its owner to sign in again, and back here. */
function onError(error: unknown): void {
  if (isProblem(error) && error.status === 401) {
    signIn();
  }
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry, refetchOnWindowFocus: false },
      mutations: { onError },
    },
  });
}
