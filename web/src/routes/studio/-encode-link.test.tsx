import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { aFilm, aJob } from '@/testing/studio-factories';
import { EncodeLink } from './-encode-link';

let asked: (string | null)[];

function signIn(...roles: string[]) {
  const data = { user: { id: 'user-1' }, roles, account_id: null, profiles: [] };
  server.use(http.get('*/api/v1/me', () => HttpResponse.json({ data })));
}

beforeEach(() => {
  asked = [];
  server.use(
    http.get('*/api/v1/encoder/jobs', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('resource_id'));
      const meta = { current_page: 1, per_page: 1, last_page: 1, total: 1 };
      return HttpResponse.json({ data: [aJob()], meta });
    }),
  );
});

describe('EncodeLink', () => {
  it('leads an operator to the encode of the film', async () => {
    signIn('operator', 'catalog_admin');
    renderWithLinks(<EncodeLink video="video-1" type="trailer" film={aFilm()} />);
    const link = await screen.findByRole('link', { name: 'Show the encode and its messages' });
    await waitFor(() => expect(link).toHaveAttribute('href', '/studio/encoding/job-1'));
    expect(asked).toEqual(['video-1.trailer.film-1']);
  });

  it('is not there for those who may not see encodes, who ask for none either', async () => {
    signIn('catalog_admin');
    const { queryClient } = renderWithLinks(
      <EncodeLink video="video-1" type="video" film={aFilm()} />,
    );
    await waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(queryClient.getQueryCache().getAll()).toHaveLength(1);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
    expect(asked).toEqual([]);
  });
});
