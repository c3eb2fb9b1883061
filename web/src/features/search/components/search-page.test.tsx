import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { aCard, aSearchResult } from '@/testing/factories';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { SearchPage } from './search-page';

const URL = '*/api/v1/catalog/videos';

/** Two pages of one title each, of which the second one may be refused. */
function serve({ second }: { second: boolean }) {
  server.use(
    http.get(URL, ({ request }) => {
      const page = Number(new globalThis.URL(request.url).searchParams.get('page'));
      if (page === 2 && !second) {
        return HttpResponse.json({ code: 'INTERNAL' }, { status: 500 });
      }
      const result = aSearchResult(aCard({ id: `card-${page}`, title: `Title ${page}` }));
      const meta = { ...result.meta, current_page: page, last_page: 2, total: 2 };
      return HttpResponse.json({ ...result, meta });
    }),
  );
}

describe('SearchPage', () => {
  it('keeps what it has found when more of it does not come, and tries again', async () => {
    serve({ second: false });
    renderWithLinks(
      <SearchPage address={{ q: 'title' }} onChange={() => {}} cardAction={() => null} />,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Code: INTERNAL');
    const results = within(screen.getByRole('list', { name: 'Results' }));
    expect(results.getByRole('link', { name: /Title 1/ })).toBeInTheDocument();
    serve({ second: true });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await results.findByRole('link', { name: /Title 2/ })).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
