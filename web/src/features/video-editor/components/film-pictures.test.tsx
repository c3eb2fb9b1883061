import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { StudioVideo } from '@/api/studio-types';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { aStudioVideo } from '@/testing/studio-factories';
import { FilmPictures } from './film-pictures';

const PATH = '*/api/v1/admin/videos/video-1/poster';
const CANDIDATES = [65_000, 130_000].map((at_ms) => ({ at_ms, url: `/posters/${at_ms}` }));

async function show(poster: Partial<StudioVideo['poster']>, canChange = true) {
  const video = aStudioVideo({
    poster: { source: 'automatic', at_ms: 130_000, candidates: CANDIDATES, ...poster },
  });
  renderApp(<FilmPictures video={video} canChange={canChange} />);
  await screen.findByRole('group');
}

/** Records what is asked of the server: a time, or null for the automatic choice. */
function listen(): unknown[] {
  const asked: unknown[] = [];
  const answer = () => HttpResponse.json({ data: aStudioVideo() });
  server.use(
    http.put(PATH, async ({ request }) => {
      asked.push(await request.json());
      return answer();
    }),
    http.delete(PATH, () => {
      asked.push(null);
      return answer();
    }),
  );
  return asked;
}

describe('FilmPictures', () => {
  it('is one group, named by time, with the present choice marked', async () => {
    await show({ source: 'chosen', at_ms: 65_000 });
    expect(screen.getByRole('group', { name: 'Thumbnail from the film' })).toBeInTheDocument();
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(screen.getByRole('radio', { name: 'Picture at 1:05' })).toBeChecked();
    expect(screen.getByRole('radio', { name: /^Automatic/ })).not.toBeChecked();
  });

  it('takes a picture that is chosen, by keyboard too, and leaves it again', async () => {
    const asked = listen();
    await show({ source: 'chosen', at_ms: 65_000 });
    await userEvent.tab();
    expect(screen.getByRole('radio', { name: 'Picture at 1:05' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(asked).toEqual([{ at_ms: 130_000 }]));
    await userEvent.click(screen.getByRole('radio', { name: /^Automatic/ }));
    await waitFor(() => expect(asked).toEqual([{ at_ms: 130_000 }, null]));
  });

  it('gives an uploaded picture up only when asked to', async () => {
    const asked = listen();
    await show({ source: 'uploaded', at_ms: null });
    for (const radio of screen.getAllByRole('radio')) {
      expect(radio).not.toBeChecked();
      expect(radio).toBeDisabled();
    }
    await userEvent.click(screen.getByRole('button', { name: 'Use a picture of the film' }));
    await waitFor(() => expect(asked).toEqual([null]));
  });

  it('says why a choice was refused', async () => {
    const refusal = { status: 403, code: 'FORBIDDEN', title: 'x', detail: 'x' };
    server.use(http.put(PATH, () => HttpResponse.json(refusal, { status: 403 })));
    await show({});
    await userEvent.click(screen.getByRole('radio', { name: 'Picture at 1:05' }));
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });

  it('offers no choice where there is none', async () => {
    const video = aStudioVideo({
      poster: { source: 'automatic', at_ms: 65_000, candidates: CANDIDATES.slice(0, 1) },
    });
    renderApp(<FilmPictures video={video} canChange />);
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });

  it('only shows who may not change the video', async () => {
    await show({ source: 'uploaded', at_ms: null }, false);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByRole('radio', { name: 'Picture at 1:05' })).toBeDisabled();
  });
});
