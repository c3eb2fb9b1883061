import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '@/testing/render';
import { FilmDrop } from './film-drop';

type Metadata = Record<string, string>;

/** What uploads began with, which earlier ones the browser remembers, and which of them were gone on with. */
const tus = vi.hoisted(() => ({
  begun: [] as Metadata[],
  remembered: [] as { metadata: Metadata; urlStorageKey: string; creationTime: string }[],
  resumed: [] as Metadata[],
  removed: [] as string[],
}));

// Its build for Node, which tests get, knows no address without a host.
vi.mock('tus-js-client', () => ({
  DetailedError: class extends Error {},
  Upload: class {
    url = null;
    constructor(
      _file: File,
      readonly options: { metadata: Metadata; onError: (error: Error) => void },
    ) {}
    findPreviousUploads = async () => tus.remembered;
    resumeFromPreviousUpload = ({ metadata }: { metadata: Metadata }) => tus.resumed.push(metadata);
    // The network goes away at once, which makes room for the next upload in line.
    start = () => {
      tus.begun.push(this.options.metadata);
      this.options.onError(new Error('away'));
    };
    abort = () => {};
  },
  defaultOptions: {
    urlStorage: {
      findAllUploads: async () => tus.remembered,
      removeUpload: async (key: string) => tus.removed.push(key),
    },
  },
}));

function show(video: string) {
  renderApp(<FilmDrop target={{ video, type: 'video' }} title="Ferry" />);
}

async function drop() {
  const file = new File(['film'], 'ferry.mp4', { type: 'video/mp4' });
  await userEvent.upload(screen.getByLabelText('Choose the film file'), file);
  await waitFor(() => expect(tus.begun).toHaveLength(1));
}

function remember(metadata: Metadata) {
  const creationTime = new Date().toISOString();
  tus.remembered.push({ metadata, urlStorageKey: 'earlier', creationTime });
}

beforeEach(() => {
  for (const list of Object.values(tus)) {
    list.length = 0;
  }
});

describe('FilmDrop', () => {
  it('leaves the quality to the installation unless somebody chooses', async () => {
    show('video-1');
    await drop();
    expect(tus.begun[0]).toMatchObject({ video_id: 'video-1', purpose: 'video' });
    expect(tus.begun[0]).not.toHaveProperty('preset');
  });

  it('sends the quality that was chosen with the film', async () => {
    show('video-2');
    await userEvent.selectOptions(screen.getByLabelText('Quality'), 'best');
    await drop();
    expect(tus.begun[0]).toMatchObject({ video_id: 'video-2', preset: 'best' });
  });

  it('goes on with an earlier upload, whatever quality that has, unless another is chosen', async () => {
    remember({ video_id: 'of somebody', preset: 'fast' });
    show('video-3');
    await drop();
    expect(tus.resumed).toEqual([{ video_id: 'of somebody', preset: 'fast' }]);
    expect(tus.removed).toEqual([]);
  });

  it('begins anew where another quality is chosen than an earlier upload has', async () => {
    remember({ video_id: 'of somebody', preset: 'fast' });
    show('video-4');
    await userEvent.selectOptions(screen.getByLabelText('Quality'), 'best');
    await drop();
    expect(tus.resumed).toEqual([]);
    expect(tus.removed).toEqual(['earlier']);
  });
});
