import { act, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Card } from '@/api/types';
import { aCard } from '@/testing/factories';
import { renderAppHook } from '@/testing/render';
import { server } from '@/testing/setup';
import { useMyList } from './use-my-list';

const CARD = aCard();

function serveList(cards: Card[]) {
  server.use(
    http.get('*/api/v1/catalog/my_list/profile', () => HttpResponse.json({ data: cards })),
  );
}

/** Holds an answer back until the test has looked at the page. */
function aGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

describe('useMyList', () => {
  it('shows a title as listed before the server has answered', async () => {
    const list: Card[] = [];
    serveList(list);
    const gate = aGate();
    server.use(
      http.put('*/api/v1/catalog/my_list/profile/card-1', async () => {
        await gate.opened;
        list.push(CARD);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { result, queryClient } = renderAppHook(() => useMyList(CARD, 'profile'));
    await waitFor(() => expect(queryClient.getQueryData(['my-list', 'profile'])).toEqual([]));
    act(() => result.current.toggle());
    await waitFor(() => expect(result.current.listed).toBe(true));
    expect(list).toEqual([]);
    gate.open();
    await waitFor(() => expect(queryClient.isMutating()).toBe(0));
    expect(result.current.listed).toBe(true);
  });

  it('takes the change back when the server refuses it', async () => {
    serveList([CARD]);
    const gate = aGate();
    server.use(
      http.delete('*/api/v1/catalog/my_list/profile/card-1', async () => {
        await gate.opened;
        return HttpResponse.json({ code: 'UNAVAILABLE' }, { status: 503 });
      }),
    );
    const { result, queryClient } = renderAppHook(() => useMyList(CARD, 'profile'));
    await waitFor(() => expect(result.current.listed).toBe(true));
    act(() => result.current.toggle());
    await waitFor(() => expect(result.current.listed).toBe(false));
    gate.open();
    await waitFor(() => expect(result.current.listed).toBe(true));
    await waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(result.current.listed).toBe(true);
  });

  it('asks for no list while nobody is signed in', () => {
    const { result, queryClient } = renderAppHook(() => useMyList(CARD, null));
    expect(result.current.listed).toBe(false);
    expect(queryClient.isFetching()).toBe(0);
  });
});
