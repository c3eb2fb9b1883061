import { screen } from '@testing-library/react';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '@/testing/render';
import { server } from '@/testing/setup';
import { WatchPage } from './watch-page';

// The player itself needs a browser; here it is enough to see that its turn has come.
vi.mock('./stage', () => ({ Stage: ({ title }: { title: string }) => <p>playing {title}</p> }));

const GRANTS = '*/api/v1/playback/grants';
const TARGET = { video: 'video-1', kind: 'video', profile: 'profile-1' } as const;

function show(props: { ready?: boolean; title?: string } = {}) {
  return renderPage(
    <WatchPage
      target={TARGET}
      ready
      fromStart={false}
      title="Aurora"
      poster={undefined}
      {...props}
    />,
  );
}

function expectTheWayBack() {
  const back = screen.getByRole('link', { name: 'Back to the title' });
  expect(back).toHaveAttribute('href', '/title/video-1');
}

describe('WatchPage', () => {
  it('shows the title and the way back while the right to play is on its way', async () => {
    server.use(http.post(GRANTS, () => delay('infinite')));
    show();
    expect(await screen.findByRole('status', { name: 'Loading…' })).toBeInTheDocument();
    expectTheWayBack();
    expect(screen.getAllByText('Aurora')).not.toHaveLength(0);
  });

  it('has the way back before it is known who watches, and asks for nothing until then', async () => {
    show({ ready: false, title: '' });
    expect(await screen.findByRole('status', { name: 'Loading…' })).toBeInTheDocument();
    expectTheWayBack();
  });

  it('gives way to the player once the film may be played', async () => {
    const data = { stream_id: 'stream', hls_url: '/v/film.m3u8', resume_position_ms: 0 };
    server.use(http.post(GRANTS, () => HttpResponse.json({ data }, { status: 201 })));
    show();
    expect(await screen.findByText('playing Aurora')).toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('keeps the way back beside a refusal', async () => {
    server.use(
      http.post(GRANTS, () =>
        HttpResponse.json({ code: 'SUBSCRIPTION_REQUIRED' }, { status: 403 }),
      ),
    );
    show();
    expect(await screen.findByRole('link', { name: 'See the plans' })).toBeInTheDocument();
    expectTheWayBack();
  });
});
