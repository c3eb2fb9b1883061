import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { FilmDrop } from './film-drop';

/** A server that notes what uploads begin with, and refuses each. */
function serve() {
  const begun: Record<string, string>[] = [];
  server.use(
    http.post('*/api/v1/admin/uploads', ({ request }) => {
      const pairs = (request.headers.get('upload-metadata') ?? '').split(',');
      begun.push(
        Object.fromEntries(
          pairs.map((pair) => pair.split(' ')).map(([key = '', value = '']) => [key, atob(value)]),
        ),
      );
      return HttpResponse.json({ code: 'STORAGE_FULL' }, { status: 507 });
    }),
  );
  return begun;
}

async function drop() {
  const file = new File(['film'], 'ferry.mp4', { type: 'video/mp4' });
  await userEvent.upload(await screen.findByLabelText(/Choose the film/), file);
}

beforeEach(() => localStorage.clear());

describe('FilmDrop', () => {
  it('leaves the quality to the installation unless somebody chooses', async () => {
    const begun = serve();
    renderApp(<FilmDrop target={{ video: 'video-1', type: 'video' }} title="Ferry" />);
    await drop();
    await waitFor(() => expect(begun).toHaveLength(1));
    expect(begun[0]).toMatchObject({ video_id: 'video-1', purpose: 'video' });
    expect(begun[0]).not.toHaveProperty('preset');
  });

  it('sends the quality that was chosen with the film', async () => {
    const begun = serve();
    renderApp(<FilmDrop target={{ video: 'video-2', type: 'video' }} title="Ferry" />);
    await userEvent.selectOptions(screen.getByLabelText('Quality'), 'best');
    await drop();
    await waitFor(() =>
      expect(begun.at(-1)).toMatchObject({ video_id: 'video-2', preset: 'best' }),
    );
  });
});
