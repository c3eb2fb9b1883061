import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { isProblem } from '@/api/problem';
import type { SubscribeRequest } from '@/api/types';
import { randomId } from '@/lib/random-id';
import { subscriptionQuery } from '@/session/api';
import { subscribe } from '../api';

type Attempt = { key: string; payload: string };

/**
 * Subscribes exactly once. A second submit while the first is under way is ignored. A repeat of the
 * same order after a lost answer carries the same idempotency key, so the server recognises it; a
 * changed order, or one that was refused, is a new attempt with a new key.
 */
export function useCheckout() {
  const queryClient = useQueryClient();
  const running = useRef(false);
  const attempt = useRef<Attempt | null>(null);

  function keyFor(request: SubscribeRequest): string {
    const payload = JSON.stringify(request);
    if (attempt.current?.payload !== payload) {
      attempt.current = { key: randomId(), payload };
    }
    return attempt.current.key;
  }

  const mutation = useMutation({
    mutationFn: (request: SubscribeRequest) => subscribe(request, keyFor(request)),
    onSuccess: (subscription) => queryClient.setQueryData(subscriptionQuery.queryKey, subscription),
    onError: (error) => {
      const answered = isProblem(error) && error.status >= 400 && error.status < 500;
      if (answered) {
        attempt.current = null;
      }
    },
    onSettled: () => {
      running.current = false;
    },
  });

  return {
    ...mutation,
    submit: (request: SubscribeRequest) => {
      if (!running.current) {
        running.current = true;
        mutation.mutate(request);
      }
    },
    /** Back to the order, which is a new one even if it is the same: the last one came to nothing. */
    again: () => {
      attempt.current = null;
      mutation.reset();
    },
  };
}
