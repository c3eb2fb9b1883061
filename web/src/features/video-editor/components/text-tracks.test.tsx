import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { TextTrack } from '@/api/studio-types';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { aFilm, aStudioVideo } from '@/testing/studio-factories';
import { TextTracks } from './text-tracks';

const PATH = '*/api/v1/admin/videos/video-1/text_tracks';
const ADDED: TextTrack = {
  id: 'text-1',
  language: 'pt-BR',
  kind: 'captions',
  label: 'Português',
  checksum: '',
  name: 'a.srt',
  size_bytes: 10,
};
const FILM = aFilm({ text_tracks: [{ language: 'und', kind: 'forced', label: 'Signs' }] });

function show(canChange: boolean) {
  renderApp(
    <TextTracks
      video={aStudioVideo({ video: FILM, text_tracks: [ADDED] })}
      canChange={canChange}
    />,
  );
}

describe('TextTracks', () => {
  it('says what each track is, and where it came from', () => {
    show(false);
    const [own, added] = screen.getAllByRole('listitem');
    expect(own).toHaveTextContent('SignsForeign parts only · From the film');
    expect(added).toHaveTextContent('PortuguêsBrazilian Portuguese · For the hard of hearing');
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('sends a chosen file with what was said about it', async () => {
    let sent: FormData | undefined;
    server.use(
      http.post(PATH, async ({ request }) => {
        sent = await request.formData();
        return HttpResponse.json({ data: ADDED }, { status: 201 });
      }),
    );
    show(true);
    await userEvent.selectOptions(screen.getByLabelText('Language'), 'Russian');
    await userEvent.selectOptions(screen.getByLabelText('For whom'), 'For the hard of hearing');
    await userEvent.type(screen.getByLabelText('Name (optional)'), 'Титры');
    const file = new File(['1'], 'film.ru.srt');
    await userEvent.upload(screen.getByLabelText('Add subtitles: choose a file'), file);
    await waitFor(() => expect(sent?.get('media_file')).toBeInstanceOf(File));
    expect(sent?.get('language')).toBe('ru');
    expect(sent?.get('kind')).toBe('captions');
    expect(sent?.get('label')).toBe('Титры');
  });

  it('says why a file was refused', async () => {
    const refusal = { status: 422, code: 'SUBTITLE_INVALID', title: 'x', detail: 'x' };
    server.use(http.post(PATH, () => HttpResponse.json(refusal, { status: 422 })));
    show(true);
    const file = new File(['<html>'], 'film.srt');
    await userEvent.upload(screen.getByLabelText('Add subtitles: choose a file'), file);
    expect(await screen.findByRole('alert')).toHaveTextContent('cannot be read');
  });

  it('removes a track only after a second look', async () => {
    let removed = false;
    server.use(
      http.delete(`${PATH}/text-1`, () => {
        removed = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    show(true);
    await userEvent.click(screen.getByRole('button', { name: 'Remove: Português' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove the subtitles?' });
    expect(removed).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(removed).toBe(true));
  });
});
