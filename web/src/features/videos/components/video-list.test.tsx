import { Notifications, notifications } from '@mantine/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Missing, StudioVideo } from '@/api/studio-types';
import type { ListAddress } from '@/lib/list-address';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { aFilm, aStudioVideo } from '@/testing/studio-factories';
import { VideoList } from './video-list';

const URL = '*/api/v1/admin/videos';

function aVideo(title: string, change: Partial<StudioVideo> = {}): StudioVideo {
  return aStudioVideo({ id: `id-${title}`, title, status: 'ready', ...change });
}

const PUBLISHED = { published: true, status: 'published' } as const;

/** A server that holds these videos, and publishes none of which something is missing. */
function serve(videos: StudioVideo[], missing: Record<string, Missing[]> = {}) {
  const state = { videos, calls: [] as string[] };
  const change = (id: unknown, now: Partial<StudioVideo>) => {
    state.videos = state.videos.map((video) => (video.id === id ? { ...video, ...now } : video));
    return HttpResponse.json({ data: state.videos.find((video) => video.id === id) });
  };
  server.use(
    http.get(URL, () => {
      const meta = { current_page: 1, per_page: 20, last_page: 1, total: state.videos.length };
      return HttpResponse.json({ data: state.videos, meta });
    }),
    http.post(`${URL}/:id/publish`, async ({ params, request }) => {
      state.calls.push(`publish ${params.id} ${JSON.stringify(await request.json())}`);
      const lacking = missing[String(params.id)];
      const errors = lacking?.map((one) => ({ field: `/${one}`, code: 'REQUIRED', message: '' }));
      return errors
        ? HttpResponse.json({ code: 'VIDEO_NOT_READY', errors }, { status: 409 })
        : change(params.id, PUBLISHED);
    }),
    http.post(`${URL}/:id/unpublish`, ({ params }) => {
      state.calls.push(`unpublish ${params.id}`);
      return change(params.id, { published: false, status: 'unpublished' });
    }),
  );
  return state;
}

function Page({ canChange = true }: { canChange?: boolean }) {
  const [address, setAddress] = useState<ListAddress>({});
  return (
    <main id="main" tabIndex={-1}>
      <Notifications />
      <VideoList
        address={address}
        onAddress={setAddress}
        canChange={canChange}
        moreFilters={[]}
        live
        onCreate={() => {}}
      />
    </main>
  );
}

async function chooseAll() {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('checkbox', { name: 'Choose all on this page' }));
  return user;
}

// What one test was told must not stand there in the next.
afterEach(() => notifications.clean());

describe('VideoList', () => {
  it('publishes the chosen videos, and no longer has them chosen', async () => {
    const state = serve([aVideo('Ferry'), aVideo('Tide'), aVideo('Aurora', PUBLISHED)]);
    renderWithLinks(<Page />);
    const user = await chooseAll();
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    expect(await screen.findByText('2 videos published')).toBeVisible();
    expect(state.calls).toEqual([
      'publish id-Ferry {"publish_early":false}',
      'publish id-Tide {"publish_early":false}',
    ]);
    expect(await screen.findAllByText('Published')).not.toHaveLength(0);
    await waitFor(() => expect(screen.getByText('1 chosen')).toBeInTheDocument());
    expect(screen.getByRole('checkbox', { name: 'Choose Aurora' })).toBeChecked();
  });

  it('names the refused ones under each reason, and keeps them chosen', async () => {
    serve(
      [
        aVideo('Ferry'),
        aVideo('Tide', { video: aFilm({ status: 'processing' }) }),
        aVideo('Ebb', { video: null }),
        aVideo('Flood', { video: null }),
      ],
      { 'id-Tide': ['video', 'genres'], 'id-Ebb': ['video'], 'id-Flood': ['video'] },
    );
    renderWithLinks(<Page />);
    const user = await chooseAll();
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    expect(await screen.findByText('1 video published')).toBeVisible();
    expect(
      await screen.findByText('Refused: “Tide”. Still missing: the end of the encode and a genre.'),
    ).toBeVisible();
    expect(
      await screen.findByText('Refused: “Ebb” and “Flood”. Still missing: a film.'),
    ).toBeVisible();
    await waitFor(() => expect(screen.getByText('3 chosen')).toBeInTheDocument());
    expect(screen.getByRole('checkbox', { name: 'Choose Ferry' })).not.toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Choose Tide' })).toBeChecked();
  });

  it('says of a video that is gone why nothing was done, in the words of the studio', async () => {
    serve([aVideo('Ferry')]);
    server.use(
      http.post(`${URL}/:id/publish`, () =>
        HttpResponse.json({ code: 'NOT_FOUND' }, { status: 404 }),
      ),
    );
    renderWithLinks(<Page />);
    const user = await chooseAll();
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    expect(await screen.findByText(/^Refused: “Ferry”. This no longer exists/)).toBeVisible();
    expect(screen.getByText('1 chosen')).toBeInTheDocument();
    expect(screen.queryByText(/video published/)).not.toBeInTheDocument();
  });

  it('hides videos from viewers only after asking', async () => {
    const state = serve([aVideo('Ferry', PUBLISHED), aVideo('Tide', PUBLISHED)]);
    renderWithLinks(<Page />);
    const user = await chooseAll();
    expect(screen.queryByRole('button', { name: 'Publish' })).not.toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: 'Unpublish' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hide 2 videos from viewers?' });
    expect(state.calls).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Unpublish' }));
    expect(await screen.findByText('2 videos hidden from viewers')).toBeVisible();
    expect(state.calls).toEqual(['unpublish id-Ferry', 'unpublish id-Tide']);
    await waitFor(() => expect(screen.queryByText(/chosen$/)).not.toBeInTheDocument());
  });

  it('leaves the focus at the content when the last mark goes', async () => {
    serve([aVideo('Ferry')]);
    renderWithLinks(<Page />);
    const user = await chooseAll();
    await user.click(await screen.findByRole('button', { name: 'Clear' }));
    expect(screen.queryByText(/chosen$/)).not.toBeInTheDocument();
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('lets nobody choose who may only look', async () => {
    serve([aVideo('Ferry')]);
    renderWithLinks(<Page canChange={false} />);
    expect(await screen.findByRole('link', { name: 'Ferry' })).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });
});
