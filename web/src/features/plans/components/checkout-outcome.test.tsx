import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router';
import { act, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Subscription } from '@/api/types';
import { subscriptionQuery } from '@/session/api';
import { createTestQueryClient, renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { CheckoutOutcome } from './checkout-outcome';

const PAID: Subscription = {
  id: 'subscription',
  version: 2,
  status: 'active',
  plan: { id: 'plan', name: 'Basic', max_streams: 1, max_height: 1080 },
  price: { id: 'price', interval: 'month', amount: { amount: 990, currency: 'BRL' } },
  current_period_start: '2026-01-01T00:00:00.000Z',
  current_period_end: '2026-02-01T00:00:00.000Z',
  trial_end: null,
  cancel_at_period_end: false,
  ended_at: null,
  payment_method: null,
};
const UNDECIDED: Subscription = { ...PAID, status: 'incomplete' };

let asked: number;
let current: Subscription | null;

/** The page right after an order, whose payment the provider has not decided. */
function showOutcome(onAgain = () => {}) {
  const queryClient = createTestQueryClient();
  queryClient.setQueryData(subscriptionQuery.queryKey, UNDECIDED);
  const router = createRouter({
    routeTree: createRootRoute(),
    history: createMemoryHistory(),
  });
  renderApp(
    <RouterContextProvider router={router}>
      <CheckoutOutcome onAgain={onAgain} />
    </RouterContextProvider>,
    queryClient,
  );
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  asked = 0;
  current = UNDECIDED;
  server.use(
    http.get('*/api/v1/subscriptions/current', () => {
      asked += 1;
      return current
        ? HttpResponse.json({ data: current })
        : HttpResponse.json({ code: 'NOT_FOUND' }, { status: 404 });
    }),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

describe('CheckoutOutcome', () => {
  it('waits until the payment is decided, and then asks no more', async () => {
    showOutcome();
    await pass(5000);
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for the payment');
    expect(asked).toBeGreaterThanOrEqual(2);
    current = PAID;
    await pass(2500);
    expect(await screen.findByRole('heading', { name: 'You are in!' })).toBeInTheDocument();
    const before = asked;
    await pass(10_000);
    expect(asked).toBe(before);
  });

  it('offers another try when the payment came to nothing', async () => {
    const onAgain = vi.fn();
    showOutcome(onAgain);
    current = null;
    await pass(2500);
    (await screen.findByRole('button', { name: 'Try again' })).click();
    expect(onAgain).toHaveBeenCalledOnce();
    expect(screen.queryByRole('status')).toBeNull();
  });
});
