import { act, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SubscribeRequest } from '@/api/types';
import { renderAppHook } from '@/testing/render';
import { server } from '@/testing/setup';
import { useCheckout } from './use-checkout';

const ORDER: SubscribeRequest = {
  price_id: 'monthly',
  payment_method: { kind: 'credit_card', token: 'tok_success' },
};

type Answer = { status: number; code?: string };

let keys: (string | null)[];

/** Answers the orders one after the other, and notes the key that each carried. */
function answerWith(...answers: Answer[]) {
  server.use(
    http.post('*/api/v1/subscriptions', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'));
      const { status, code } = answers[keys.length - 1] ?? { status: 500 };
      return code
        ? HttpResponse.json({ code }, { status })
        : HttpResponse.json({ data: { id: 'subscription' } }, { status });
    }),
  );
}

beforeEach(() => {
  keys = [];
});

afterEach(() => vi.unstubAllGlobals());

describe('useCheckout', () => {
  it('subscribes at a plain-HTTP address, where browsers have no crypto.randomUUID', async () => {
    const { crypto } = globalThis;
    vi.stubGlobal('crypto', {
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
      subtle: undefined,
      randomUUID: undefined,
    });
    answerWith({ status: 201 });
    const { result } = renderAppHook(() => useCheckout());
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('sends one request for a double click', async () => {
    answerWith({ status: 201 }, { status: 201 });
    const { result } = renderAppHook(() => useCheckout());
    act(() => {
      result.current.submit(ORDER);
      result.current.submit(ORDER);
    });
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(keys).toHaveLength(1);
    expect(keys[0]).toBeTruthy();
  });

  it('repeats an order that was never answered under the same key', async () => {
    answerWith({ status: 504, code: 'TIMEOUT' }, { status: 201 });
    const { result } = renderAppHook(() => useCheckout());
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isError).toBe(true));
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });

  it('takes a new key after the card was declined', async () => {
    answerWith({ status: 402, code: 'PAYMENT_DECLINED' }, { status: 201 });
    const { result } = renderAppHook(() => useCheckout());
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isError).toBe(true));
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('takes a new key for the same order after its payment came to nothing', async () => {
    answerWith({ status: 201 }, { status: 201 });
    const { result } = renderAppHook(() => useCheckout());
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    act(() => result.current.again());
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('takes a new key for another card', async () => {
    answerWith({ status: 504, code: 'TIMEOUT' }, { status: 201 });
    const { result } = renderAppHook(() => useCheckout());
    act(() => result.current.submit(ORDER));
    await waitFor(() => expect(result.current.isError).toBe(true));
    act(() =>
      result.current.submit({
        ...ORDER,
        payment_method: { kind: 'credit_card', token: 'tok_declined' },
      }),
    );
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).not.toBe(keys[0]);
  });
});
