import { useQuery } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { aCard } from '@/testing/factories';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { continueQuery } from '../api';
import { ContinueRow } from './continue-row';

const CONTINUE = '*/api/v1/playback/profiles/profile-1/continue';
const HALF = { video_id: 'card-1', position_ms: 2_700_000, duration_ms: 5_400_000 };

function serve(...entries: object[]) {
  server.use(
    http.get(CONTINUE, () => HttpResponse.json({ data: entries })),
    http.get('*/api/v1/catalog/cards', () => HttpResponse.json({ data: [aCard()] })),
  );
}

function Row() {
  return <ContinueRow query={useQuery(continueQuery('profile-1'))} />;
}

describe('ContinueRow', () => {
  it('shows what was begun, with the time that is left', async () => {
    serve(HALF);
    renderWithLinks(<Row />);
    const row = within(await screen.findByRole('region', { name: 'Continue watching' }));
    expect(row.getByText('45 min left')).toBeInTheDocument();
  });

  it('says that it is loading', async () => {
    server.use(http.get(CONTINUE, () => delay('infinite')));
    renderWithLinks(<Row />);
    expect(await screen.findByRole('status', { name: 'Loading…' })).toBeInTheDocument();
  });

  it('shows a failure in its place, and tries again', async () => {
    server.use(http.get(CONTINUE, () => HttpResponse.json({ code: 'INTERNAL' }, { status: 500 })));
    renderWithLinks(<Row />);
    const row = within(await screen.findByRole('region', { name: 'Continue watching' }));
    expect(row.getByRole('alert')).toHaveTextContent('Code: INTERNAL');
    serve(HALF);
    await userEvent.click(row.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('45 min left')).toBeInTheDocument();
  });

  it('is not there for those who have begun nothing', async () => {
    serve();
    renderWithLinks(<Row />);
    await expect.poll(() => screen.queryByRole('status')).toBeNull();
    expect(screen.queryByRole('region')).not.toBeInTheDocument();
  });
});
