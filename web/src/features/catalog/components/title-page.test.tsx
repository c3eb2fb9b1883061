import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Card, Detail } from '@/api/types';
import { aCard } from '@/testing/factories';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { TitlePage } from './title-page';

const SIMILAR = '*/api/v1/catalog/videos/card-1/similar';

const TITLE: Detail = {
  ...aCard(),
  audio_languages: [],
  text_languages: [],
  cast_members: [],
  categories: [],
  markers: null,
  published_at: '2026-01-01T00:00:00.000Z',
};

function serveSimilar(...cards: Card[]) {
  server.use(http.get(SIMILAR, () => HttpResponse.json({ data: cards })));
}

function show() {
  renderWithLinks(
    <TitlePage id="card-1" resumeAt={undefined} myList={() => null} cardAction={() => null} />,
  );
}

beforeEach(() => {
  server.use(http.get('*/api/v1/catalog/videos/card-1', () => HttpResponse.json({ data: TITLE })));
});

describe('TitlePage', () => {
  it('shows the title while what is like it is on its way', async () => {
    server.use(http.get(SIMILAR, () => delay('infinite')));
    show();
    expect(await screen.findByRole('heading', { name: 'Aurora' })).toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'Loading…' })).toBeInTheDocument();
  });

  it('shows the titles that are like it', async () => {
    serveSimilar(aCard({ id: 'card-2', title: 'Second Sunrise' }));
    show();
    const row = within(await screen.findByRole('region', { name: 'More like this' }));
    expect(row.getByRole('link', { name: /Second Sunrise/ })).toBeInTheDocument();
  });

  it('stays whole when they do not come, and tries again', async () => {
    server.use(http.get(SIMILAR, () => HttpResponse.json({ code: 'INTERNAL' }, { status: 500 })));
    show();
    const row = within(await screen.findByRole('region', { name: 'More like this' }));
    expect(row.getByRole('alert')).toHaveTextContent('Code: INTERNAL');
    expect(screen.getByRole('link', { name: 'Play' })).toBeInTheDocument();
    serveSimilar(aCard({ id: 'card-2', title: 'Second Sunrise' }));
    await userEvent.click(row.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /Second Sunrise/ })).toBeInTheDocument();
  });

  it('has no row where nothing is like it', async () => {
    serveSimilar();
    show();
    expect(await screen.findByRole('heading', { name: 'Aurora' })).toBeInTheDocument();
    await expect.poll(() => screen.queryByRole('status')).toBeNull();
    expect(screen.queryByRole('region', { name: 'More like this' })).not.toBeInTheDocument();
  });
});
