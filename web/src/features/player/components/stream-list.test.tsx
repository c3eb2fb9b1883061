import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { WatchingDevice } from '@/api/types';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { StreamList } from './stream-list';

const STREAMS = '*/api/v1/playback/streams';

function aDevice(id: string, device_name: string): WatchingDevice {
  const now = new Date().toISOString();
  return { id, device_name, video_id: 'video-1', started_at: now, last_beat_at: now };
}

function serve(...devices: WatchingDevice[]) {
  const stopped: string[] = [];
  server.use(
    http.get(STREAMS, () => HttpResponse.json({ data: devices })),
    http.delete(`${STREAMS}/:id`, ({ params }) => {
      stopped.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return stopped;
}

function show() {
  const onFreed = vi.fn();
  renderApp(<StreamList onFreed={onFreed} />);
  return onFreed;
}

describe('StreamList', () => {
  it('says that it is loading', async () => {
    server.use(http.get(STREAMS, () => delay('infinite')));
    show();
    expect(await screen.findByRole('status', { name: 'Loading…' })).toBeInTheDocument();
  });

  it('stops the chosen device, and takes it from the list', async () => {
    const stopped = serve(aDevice('a', 'Firefox, Windows'), aDevice('b', 'Safari, iPad'));
    const onFreed = show();
    const list = within(await screen.findByRole('list', { name: 'Devices that are watching' }));
    expect(list.getAllByRole('listitem')).toHaveLength(2);
    await userEvent.click(list.getByRole('button', { name: 'Stop there: Safari, iPad' }));
    await waitFor(() => expect(onFreed).toHaveBeenCalledOnce());
    expect(stopped).toEqual(['b']);
    await waitFor(() => expect(screen.queryByText('Safari, iPad')).not.toBeInTheDocument());
  });

  it('offers to watch here when nobody watches any more', async () => {
    serve();
    const onFreed = show();
    expect(await screen.findByText(/all of them have stopped/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Watch here' }));
    expect(onFreed).toHaveBeenCalledOnce();
  });

  it('shows a failure with its code, and tries again', async () => {
    server.use(http.get(STREAMS, () => HttpResponse.json({ code: 'INTERNAL' }, { status: 500 })));
    show();
    expect(await screen.findByRole('alert')).toHaveTextContent('Code: INTERNAL');
    serve(aDevice('a', 'Firefox, Windows'));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Firefox, Windows')).toBeInTheDocument();
  });

  it('says when a device could not be stopped', async () => {
    serve(aDevice('a', 'Firefox, Windows'));
    server.use(
      http.delete(`${STREAMS}/:id`, () => HttpResponse.json({ code: 'INTERNAL' }, { status: 500 })),
    );
    const onFreed = show();
    await userEvent.click(await screen.findByRole('button', { name: /^Stop there/ }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Code: INTERNAL');
    expect(onFreed).not.toHaveBeenCalled();
  });
});
