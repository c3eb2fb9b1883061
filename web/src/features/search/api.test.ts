import { useInfiniteQuery } from '@tanstack/react-query';
import { waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { aCard, aSearchResult } from '@/testing/factories';
import { renderAppHook } from '@/testing/render';
import { server } from '@/testing/setup';
import { searchQuery } from './api';

describe('searchQuery', () => {
  it('drops an answer that comes after a newer question', async () => {
    let answerOld = () => {};
    const oldAnswered = new Promise<void>((resolve) => {
      answerOld = resolve;
    });
    const asked: string[] = [];
    server.use(
      http.get('*/api/v1/catalog/videos', async ({ request }) => {
        const q = new URL(request.url).searchParams.get('q') ?? '';
        asked.push(q);
        if (q === 'a') {
          await oldAnswered;
        }
        return HttpResponse.json(aSearchResult(aCard({ title: `found for ${q}` })));
      }),
    );
    const { result, rerender } = renderAppHook(({ q }) => useInfiniteQuery(searchQuery({ q })), {
      initialProps: { q: 'a' },
    });
    await waitFor(() => expect(asked).toEqual(['a']));
    rerender({ q: 'au' });
    const title = () => result.current.data?.pages[0]?.data[0]?.title;
    await waitFor(() => expect(title()).toBe('found for au'));
    answerOld();
    await waitFor(() => expect(result.current.isFetching).toBe(false));
    expect(asked).toEqual(['a', 'au']);
    expect(title()).toBe('found for au');
  });
});
