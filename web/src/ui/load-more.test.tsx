import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { renderApp } from '@/testing/render';
import { LoadMore } from './load-more';

function show(change: Partial<Parameters<typeof LoadMore>[0]['query']> = {}) {
  const fetchNextPage = vi.fn();
  const query = {
    hasNextPage: true,
    isFetchingNextPage: false,
    isFetchNextPageError: false,
    error: null,
    fetchNextPage,
    ...change,
  };
  const { container } = renderApp(<LoadMore query={query} />);
  return { container, fetchNextPage };
}

describe('LoadMore', () => {
  it('fetches the next page', async () => {
    const { fetchNextPage } = show();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(fetchNextPage).toHaveBeenCalledOnce();
  });

  it('says why the next page did not come, and tries again', async () => {
    const error = new ApiProblem(503, { code: 'UNAVAILABLE' });
    const { fetchNextPage } = show({ isFetchNextPageError: true, error });
    expect(screen.getByRole('alert')).toHaveTextContent('Code: UNAVAILABLE');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(fetchNextPage).toHaveBeenCalledOnce();
  });

  it('is not there at the end of the list', () => {
    show({ hasNextPage: false });
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
