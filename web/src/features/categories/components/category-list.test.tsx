import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { Category } from '@/api/studio-types';
import type { ListAddress } from '@/lib/list-address';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { CategoryList } from './category-list';

const URL = '*/api/v1/admin/categories';

function aCategory(name: string): Category {
  return {
    id: `id-${name}`,
    version: 7,
    name,
    description: null,
    is_active: true,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
  };
}

/** A server that holds these categories. */
function serve(...names: string[]) {
  const state = { entries: names.map(aCategory), queries: [] as URLSearchParams[] };
  server.use(
    http.get(URL, ({ request }) => {
      state.queries.push(new globalThis.URL(request.url).searchParams);
      const meta = { current_page: 1, per_page: 20, last_page: 1, total: state.entries.length };
      return HttpResponse.json({ data: state.entries, meta });
    }),
    http.delete(URL, ({ request }) => {
      const ids = new globalThis.URL(request.url).searchParams.get('ids')?.split(',') ?? [];
      state.entries = state.entries.filter(({ id }) => !ids.includes(id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return state;
}

function Page({ canChange }: { canChange: boolean }) {
  const [address, setAddress] = useState<ListAddress>({});
  return <CategoryList address={address} onAddress={setAddress} canChange={canChange} />;
}

describe('CategoryList', () => {
  it('deletes the chosen rows together, after asking', async () => {
    const user = userEvent.setup();
    const state = serve('Films', 'Series', 'Shorts');
    renderApp(<Page canChange />);
    await user.click(await screen.findByRole('checkbox', { name: 'Choose Films' }));
    await user.click(screen.getByRole('checkbox', { name: 'Choose Shorts' }));
    expect(screen.getByText('2 chosen')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete 2 entries?' });
    expect(state.entries).toHaveLength(3);
    await user.click(within(dialog).getByRole('button', { name: 'Delete 2 entries' }));
    await waitFor(() => expect(screen.queryByText('Films')).not.toBeInTheDocument());
    expect(state.entries.map(({ name }) => name)).toEqual(['Series']);
    expect(screen.queryByText('2 chosen')).not.toBeInTheDocument();
  });

  it('keeps the rows and their marks when the server refuses', async () => {
    const user = userEvent.setup();
    serve('Films');
    server.use(
      http.delete(URL, () => HttpResponse.json({ code: 'RESOURCE_IN_USE' }, { status: 409 })),
    );
    renderApp(<Page canChange />);
    await user.click(await screen.findByRole('checkbox', { name: 'Choose all on this page' }));
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: 'Delete it' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete' })).toBeEnabled());
    expect(screen.getByText('1 chosen')).toBeInTheDocument();
  });

  it('sorts on the server and says so to those who hear the page', async () => {
    const user = userEvent.setup();
    const state = serve('Films');
    renderApp(<Page canChange />);
    await user.click(await screen.findByRole('button', { name: 'Name' }));
    await waitFor(() => expect(state.queries.at(-1)?.get('sort')).toBe('name'));
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
  });

  it('invites to make the first entry when there is none', async () => {
    const user = userEvent.setup();
    serve();
    renderApp(<Page canChange />);
    expect(await screen.findByText('No categories yet')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'New category' }));
    expect(await screen.findByRole('dialog', { name: 'New category' })).toBeInTheDocument();
  });

  it('shows a failure with a way to try again', async () => {
    const user = userEvent.setup();
    server.use(
      http.get(
        URL,
        () => HttpResponse.json({ code: 'INTERNAL', retryable: true }, { status: 500 }),
        {
          once: true,
        },
      ),
    );
    renderApp(<Page canChange />);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    serve('Films');
    await user.click(retry);
    expect(await screen.findByText('Films')).toBeInTheDocument();
  });

  it('hides every change from those who may only look', async () => {
    serve('Films');
    renderApp(<Page canChange={false} />);
    expect(await screen.findByText('Films')).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'New category' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Films' })).not.toBeInTheDocument();
  });

  it('puts what the server refuses beside its field, and names the version it has read', async () => {
    const user = userEvent.setup();
    serve('Films');
    const versions: (string | null)[] = [];
    server.use(
      http.get(`${URL}/:id`, () => HttpResponse.json({ data: aCategory('Films') })),
      http.patch(`${URL}/:id`, ({ request }) => {
        versions.push(request.headers.get('If-Match'));
        const errors = [{ field: '/name', code: 'LENGTH', message: 'That is too long.' }];
        return HttpResponse.json({ code: 'VALIDATION', errors }, { status: 422 });
      }),
    );
    renderApp(<Page canChange />);
    await user.click(await screen.findByRole('button', { name: 'Films' }));
    const name = await screen.findByRole('textbox', { name: /Name/ });
    await user.type(name, ' and more');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(name).toHaveAccessibleDescription('That is too long.'));
    expect(versions).toEqual(['"7"']);
  });
});
