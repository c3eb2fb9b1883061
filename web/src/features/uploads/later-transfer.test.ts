import { describe, expect, it, vi } from 'vitest';
import { laterTransfer } from './later-transfer';
import type { Transfer } from './upload-queue';

const FILE = new File(['film'], 'ferry.mov');
const WISH = { video: 'video-1', type: 'video' } as const;

/** A transfer that notes what it is told. */
function aTransfer() {
  const told: string[] = [];
  const note = (call: string) => () => void told.push(call);
  const transfer: Transfer = {
    start: note('start'),
    stop: note('stop'),
    discard: note('discard'),
    forget: note('forget'),
  };
  return { told, transfer };
}

function someEvents() {
  return { onProgress: vi.fn(), onSent: vi.fn(), onLost: vi.fn(), onRefused: vi.fn() };
}

describe('laterTransfer', () => {
  it('fetches its code for the first film, not before', async () => {
    const { told, transfer } = aTransfer();
    const make = vi.fn(() => transfer);
    const load = vi.fn(async () => make);
    const later = laterTransfer(load);
    const events = someEvents();
    const upload = later(FILE, WISH, events);
    upload.stop();
    expect(load).not.toHaveBeenCalled();
    upload.start();
    await vi.waitFor(() => expect(told).toEqual(['start']));
    expect(make).toHaveBeenCalledWith(FILE, WISH, events);
  });

  it('takes calls in their order while the code is on its way', async () => {
    const { told, transfer } = aTransfer();
    let arrive = () => {};
    const load = vi.fn(async () => {
      await new Promise<void>((resolve) => {
        arrive = resolve;
      });
      return () => transfer;
    });
    const upload = laterTransfer(load)(FILE, WISH, someEvents());
    upload.start();
    upload.stop();
    upload.start();
    upload.discard();
    arrive();
    await vi.waitFor(() => expect(told).toEqual(['start', 'stop', 'start', 'discard']));
    expect(load).toHaveBeenCalledOnce();
  });

  it('counts code that did not come as a lost connection, and fetches it anew', async () => {
    const { told, transfer } = aTransfer();
    const load = vi.fn(async () => () => transfer);
    load.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const events = someEvents();
    const upload = laterTransfer(load)(FILE, WISH, events);
    upload.start();
    await vi.waitFor(() => expect(events.onLost).toHaveBeenCalledOnce());
    upload.stop();
    upload.start();
    await vi.waitFor(() => expect(told).toEqual(['start']));
    expect(events.onLost).toHaveBeenCalledOnce();
  });
});
