import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { guardLeaving } from './leave-guard';
import { type TransferEvents, type UploadItem, UploadQueue } from './upload-queue';

/** A queue whose transfers do what the test says. */
function aQueue() {
  const transfers = new Map<
    string,
    TransferEvents & Record<'start' | 'stop' | 'discard' | 'forget', ReturnType<typeof vi.fn>>
  >();
  const attach = vi.fn(async (_target: unknown, _uploadId: string) => {});
  let now = 0;
  const queue = new UploadQueue({
    transfer: (file, _target, events) => {
      const fake = { start: vi.fn(), stop: vi.fn(), discard: vi.fn(), forget: vi.fn() };
      transfers.set(file.name, { ...events, ...fake });
      return fake;
    },
    attach,
    now: () => now,
  });
  const of = (name: string): UploadItem => {
    const item = queue.snapshot().find((candidate) => candidate.name === name);
    if (!item) {
      throw new Error(`no upload of ${name}`);
    }
    return item;
  };
  const transfer = (name: string) => {
    const found = transfers.get(name);
    if (!found) {
      throw new Error(`no transfer of ${name}`);
    }
    return found;
  };
  const add = (name: string, size = 100) =>
    queue.add(
      new File([new Uint8Array(size)], name),
      { video: `of ${name}`, type: 'video' },
      name.toUpperCase(),
    );
  return { queue, attach, add, of, transfer, pass: (ms: number) => (now += ms) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('UploadQueue', () => {
  it('sends two files at once and the third when one of them is done', async () => {
    const { queue, add, of, transfer } = aQueue();
    for (const name of ['a', 'b', 'c']) {
      add(name);
    }
    expect(queue.snapshot().map(({ state }) => state)).toEqual(['sending', 'sending', 'queued']);
    expect(transfer('c').start).not.toHaveBeenCalled();

    transfer('a').onSent('upload-a');
    await vi.advanceTimersByTimeAsync(0);
    expect(of('a').state).toBe('done');
    expect(of('c').state).toBe('sending');
    expect(transfer('c').start).toHaveBeenCalledOnce();
  });

  it('gives the place of a paused file to the next one, and goes on later', () => {
    const { queue, add, of, transfer } = aQueue();
    for (const name of ['a', 'b', 'c']) {
      add(name);
    }
    queue.pause(of('a').id);
    expect(transfer('a').stop).toHaveBeenCalledOnce();
    expect([of('a').state, of('c').state]).toEqual(['paused', 'sending']);

    queue.resume(of('a').id);
    expect(of('a').state).toBe('queued');
    queue.cancel(of('b').id);
    expect(of('a').state).toBe('sending');
    expect(transfer('a').start).toHaveBeenCalledTimes(2);
  });

  it('does not listen to a transfer that was stopped', () => {
    const { queue, add, of, transfer } = aQueue();
    add('a');
    transfer('a').onProgress(40);
    queue.pause(of('a').id);
    transfer('a').onProgress(90);
    transfer('a').onRefused(new Error('late'));
    expect(of('a')).toMatchObject({ state: 'paused', sent: 40, error: null });
  });

  it('waits while the device is offline and goes on from there when it is back', () => {
    const { queue, add, of, transfer } = aQueue();
    add('a');
    transfer('a').onProgress(60);
    queue.setOnline(false);
    expect(of('a').state).toBe('waiting');
    expect(transfer('a').stop).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(30_000);
    expect(transfer('a').start).toHaveBeenCalledOnce();

    queue.setOnline(true);
    expect(of('a')).toMatchObject({ state: 'sending', sent: 60 });
    expect(transfer('a').start).toHaveBeenCalledTimes(2);
  });

  it('starts nothing while the device is offline', () => {
    const { queue, add, of, transfer } = aQueue();
    queue.setOnline(false);
    add('a');
    expect(of('a').state).toBe('queued');
    expect(transfer('a').start).not.toHaveBeenCalled();
  });

  it('tries a broken connection again every five seconds', () => {
    const { add, of, transfer } = aQueue();
    add('a');
    transfer('a').onLost();
    expect(of('a').state).toBe('waiting');
    vi.advanceTimersByTime(4999);
    expect(of('a').state).toBe('waiting');
    vi.advanceTimersByTime(1);
    expect(of('a').state).toBe('sending');
  });

  it('keeps the reason of a refusal until the file is sent again', () => {
    const { queue, add, of, transfer } = aQueue();
    add('a');
    const refusal = new ApiProblem(413, { code: 'TOO_LARGE' });
    transfer('a').onRefused(refusal);
    expect(of('a')).toMatchObject({ state: 'failed', error: refusal });
    queue.resume(of('a').id);
    expect(of('a')).toMatchObject({ state: 'sending', error: null });
  });

  it('only hands the file over again when all its bytes have arrived', async () => {
    const { queue, attach, add, of, transfer } = aQueue();
    attach.mockRejectedValueOnce(new ApiProblem(503, { code: 'UNAVAILABLE' }));
    add('a');
    transfer('a').onSent('upload-a');
    await vi.advanceTimersByTimeAsync(0);
    expect(of('a').state).toBe('failed');
    expect(transfer('a').forget).not.toHaveBeenCalled();

    queue.resume(of('a').id);
    await vi.advanceTimersByTimeAsync(0);
    expect(of('a').state).toBe('done');
    expect(attach).toHaveBeenLastCalledWith({ video: 'of a', type: 'video' }, 'upload-a');
    expect(transfer('a').start).toHaveBeenCalledOnce();
    expect(transfer('a').forget).toHaveBeenCalledOnce();
  });

  it('throws away what was sent when it is cancelled', () => {
    const { queue, add, of, transfer } = aQueue();
    add('a');
    queue.cancel(of('a').id);
    expect(transfer('a').discard).toHaveBeenCalledOnce();
    expect(queue.snapshot()).toEqual([]);
  });

  it('tells speed and remaining time, and forgets both over a pause', () => {
    const { queue, add, of, transfer, pass } = aQueue();
    add('a', 1000);
    transfer('a').onProgress(0);
    pass(2000);
    transfer('a').onProgress(200);
    expect(of('a')).toMatchObject({ speed: 100, remainingS: 8 });
    queue.pause(of('a').id);
    pass(60_000);
    queue.resume(of('a').id);
    transfer('a').onProgress(200);
    expect(of('a')).toMatchObject({ speed: null, remainingS: null });
  });
});

describe('guardLeaving', () => {
  function asks(page: EventTarget): boolean {
    return !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  }

  it('asks before the page is left for as long as an upload would be cut off', async () => {
    const { queue, add, of, transfer } = aQueue();
    const page = new EventTarget();
    guardLeaving(queue, page);
    expect(asks(page)).toBe(false);

    add('a');
    expect(asks(page)).toBe(true);
    queue.pause(of('a').id);
    expect(asks(page)).toBe(true);
    queue.resume(of('a').id);
    transfer('a').onSent('upload-a');
    await vi.advanceTimersByTimeAsync(0);
    expect(of('a').state).toBe('done');
    expect(asks(page)).toBe(false);
  });
});
