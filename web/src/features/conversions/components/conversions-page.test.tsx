import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Conversion } from '@/api/types';
import { aConversion } from '@/testing/conversion-factory';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { ConversionPage } from './conversion-page';
import { ConversionsPage } from './conversions-page';

const URL = '*/api/v1/conversions';
const UNFINISHED = { result_bytes: null, duration_ms: null, expires_at: null } as const;

/** A server that holds these conversions, and takes in another film called `new.mp4`. */
function serve(...conversions: Conversion[]) {
  const state = { conversions, wishes: [] as string[] };
  server.use(
    http.get(URL, () =>
      HttpResponse.json({
        data: state.conversions,
        meta: { current_page: 1, per_page: 100, last_page: 1, total: state.conversions.length },
      }),
    ),
    http.get(`${URL}/:id`, ({ params }) => {
      const found = state.conversions.find(({ id }) => id === params.id);
      return found
        ? HttpResponse.json({ data: found })
        : HttpResponse.json({ code: 'NOT_FOUND' }, { status: 404 });
    }),
    http.post(URL, async ({ request }) => {
      state.wishes.push(await request.text());
      const fresh = aConversion({
        ...UNFINISHED,
        id: 'new',
        file_name: 'new.mp4',
        status: 'queued',
        progress: 0,
      });
      state.conversions = [fresh, ...state.conversions];
      return HttpResponse.json({ data: fresh }, { status: 202 });
    }),
    http.delete(`${URL}/:id`, ({ params }) => {
      state.conversions = state.conversions.filter(({ id }) => id !== params.id);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return state;
}

const film = () => new File(['film'], 'new.mp4', { type: 'video/mp4' });

describe('ConversionsPage', () => {
  it('offers a finished file, shows how far another is, and says why a third failed', async () => {
    serve(
      aConversion(),
      aConversion({
        ...UNFINISHED,
        id: 'two',
        file_name: 'ebb.mp4',
        status: 'running',
        progress: 40,
      }),
      aConversion({
        ...UNFINISHED,
        id: 'three',
        file_name: 'mute.mp4',
        status: 'failed',
        error_code: 'NO_AUDIO_STREAM',
        error: 'The file holds no sound',
      }),
    );
    renderWithLinks(<ConversionsPage />);
    const done = within(await screen.findByRole('article', { name: 'tide.mp4' }));
    expect(done.getByRole('link', { name: 'Download tide.mp3' })).toHaveAttribute(
      'href',
      '/api/v1/conversions/conversion-1/file',
    );
    expect(done.getByText('MP3 · 192 kbit/s · 1:05 · 1.4 MB')).toBeInTheDocument();
    const running = screen.getByRole('progressbar', { name: 'Progress of ebb.mp4' });
    expect(running).toHaveAttribute('aria-valuenow', '40');
    const failed = within(screen.getByRole('article', { name: 'mute.mp4' }));
    expect(failed.getByText(/The file has no sound/)).toHaveTextContent('NO_AUDIO_STREAM');
    expect(failed.queryByRole('link', { name: /Download/ })).not.toBeInTheDocument();
  });

  it('sends a chosen film with its wishes, and lists it', async () => {
    const user = userEvent.setup();
    const state = serve();
    renderWithLinks(<ConversionsPage />);
    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'Opus' }));
    await user.click(screen.getByRole('radio', { name: '256 kbit/s' }));
    await user.upload(screen.getByLabelText('Choose a film'), film());
    expect(await screen.findByRole('article', { name: 'new.mp4' })).toBeInTheDocument();
    expect(state.wishes).toHaveLength(1);
    expect(state.wishes[0]).toMatch(/name="format"\s+opus/);
    expect(state.wishes[0]).toMatch(/name="bitrate_kbps"\s+256/);
    expect(state.wishes[0]).toContain('filename="new.mp4"');
  });

  it('says why a film was not taken, and lets another one be chosen', async () => {
    const user = userEvent.setup();
    serve();
    server.use(
      http.post(URL, () => HttpResponse.json({ code: 'TOO_MANY_QUEUED' }, { status: 429 })),
    );
    renderWithLinks(<ConversionsPage />);
    await user.upload(await screen.findByLabelText('Choose a film'), film());
    expect(await screen.findByRole('alert')).toHaveTextContent('Five conversions are under way');
    expect(screen.getByLabelText('Choose a film')).toBeInTheDocument();
  });

  it('deletes a conversion once that was confirmed', async () => {
    const user = userEvent.setup();
    serve(aConversion());
    renderWithLinks(<ConversionsPage />);
    await user.click(await screen.findByRole('button', { name: 'Delete tide.mp4' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete this conversion?' }));
    await user.click(dialog.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
  });

  it('tells those who may not convert that it is not open to them', async () => {
    server.use(http.get(URL, () => HttpResponse.json({ code: 'FORBIDDEN' }, { status: 403 })));
    renderWithLinks(<ConversionsPage />);
    expect(await screen.findByText('Audio conversion is not open to you')).toBeInTheDocument();
    expect(screen.queryByLabelText('Choose a film')).not.toBeInTheDocument();
  });

  it('offers to try again when the list does not load', async () => {
    const user = userEvent.setup();
    server.use(http.get(URL, () => HttpResponse.json({ code: 'UNAVAILABLE' }, { status: 503 })));
    renderWithLinks(<ConversionsPage />);
    await screen.findByRole('alert');
    serve(aConversion());
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('article', { name: 'tide.mp4' })).toBeInTheDocument();
  });
});

describe('ConversionPage', () => {
  it('shows what the link of a mail leads to', async () => {
    serve(aConversion());
    renderWithLinks(<ConversionPage id="conversion-1" onRemoved={() => {}} />);
    expect(await screen.findByRole('link', { name: 'Download tide.mp3' })).toBeInTheDocument();
  });

  it('says that a result is gone, or is not theirs', async () => {
    serve();
    renderWithLinks(<ConversionPage id="conversion-1" onRemoved={() => {}} />);
    expect(await screen.findByText('This conversion is gone')).toBeInTheDocument();
  });

  it('leaves once its conversion was deleted', async () => {
    const user = userEvent.setup();
    serve(aConversion());
    let left = false;
    renderWithLinks(
      <ConversionPage
        id="conversion-1"
        onRemoved={() => {
          left = true;
        }}
      />,
    );
    await user.click(await screen.findByRole('button', { name: 'Delete tide.mp4' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete this conversion?' }));
    await user.click(dialog.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(left).toBe(true));
  });
});
