import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Film } from '@/api/studio-types';
import { renderApp } from '@/testing/render';
import { aFilm } from '@/testing/studio-factories';
import { type UploadItem, UploadQueue } from '../upload-queue';
import { UploadProgress } from './upload-progress';

const ITEM: UploadItem = {
  id: 'upload-1',
  target: { video: 'video-1', type: 'video' },
  title: 'Night Ferry',
  name: 'ferry.mp4',
  size: 1000,
  sent: 400,
  state: 'sending',
  speed: null,
  remainingS: null,
  error: null,
};

function show(film: Film | null) {
  const transfer = () => ({ start() {}, stop() {}, discard() {}, forget() {} });
  const queue = new UploadQueue({ transfer, attach: () => Promise.resolve(), now: () => 0 });
  renderApp(<UploadProgress item={ITEM} queue={queue} film={film} />);
}

describe('UploadProgress', () => {
  it('says on one line how far a film is sent, how far it is encoded, and that it can be watched', () => {
    show(aFilm({ checksum: null, status: 'processing', progress: 25 }));
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
    expect(screen.getByText(/400.*1.* · 25% encoded · Can be watched already/)).toBeVisible();
  });

  it('says nothing of an encode that begins only at the end', () => {
    show(null);
    expect(screen.queryByText(/encoded/)).not.toBeInTheDocument();
  });
});
