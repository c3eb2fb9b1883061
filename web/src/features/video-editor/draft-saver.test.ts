import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import type { StudioVideo, VideoWrite } from '@/api/studio-types';
import { aStudioVideo } from '@/testing/studio-factories';
import { draftOf, type VideoDraft } from './draft';
import { DraftSaver, PAUSE_MS } from './draft-saver';

/** A server with one video that refuses writes to an older version, as the real one does. */
function aServer(start: StudioVideo = aStudioVideo()) {
  const server = {
    video: start,
    patch: vi.fn(async (version: number, changes: Partial<VideoWrite>) => {
      if (version !== server.video.version) {
        throw new ApiProblem(412, { code: 'VERSION_CONFLICT' });
      }
      server.write(changes);
      return server.video;
    }),
    read: vi.fn(async () => server.video),
    write: (changes: object) => {
      server.video = { ...server.video, ...changes, version: server.video.version + 1 };
    },
  };
  return server;
}

function aSaver(server = aServer()) {
  let draft: VideoDraft = draftOf(server.video);
  const saver = new DraftSaver(server.video, {
    patch: server.patch,
    read: server.read,
    onDraft: (next) => {
      draft = next;
    },
    now: () => new Date('2026-06-01'),
  });
  const type = (change: Partial<VideoDraft>) => {
    draft = { ...draft, ...change };
    saver.change(draft);
  };
  return { server, saver, type, form: () => draft, state: () => saver.snapshot().state };
}

const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('DraftSaver', () => {
  it('saves once, after a pause in the typing, and only what has changed', async () => {
    const { server, type, state } = aSaver();
    type({ title: 'Night' });
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    type({ title: 'Night Train ' });
    expect(state()).toBe('dirty');
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(server.patch).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(server.patch).toHaveBeenCalledExactlyOnceWith(3, { title: 'Night Train' });
    expect(state()).toBe('saved');
  });

  it('saves nothing when the words are back to what they were', async () => {
    const { server, type, state } = aSaver();
    type({ title: 'Other' });
    type({ title: 'Night Ferry' });
    await pause();
    expect(state()).toBe('saved');
    expect(server.patch).not.toHaveBeenCalled();
  });

  it('sends one request at a time, the next with the version of the last', async () => {
    const { server, type, state } = aSaver();
    let answer = () => {};
    const { getMockImplementation } = server.patch;
    const real = getMockImplementation();
    server.patch.mockImplementationOnce(async (version, changes) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return (await real?.(version, changes)) as StudioVideo;
    });
    type({ title: 'First' });
    await pause();
    type({ title: 'Second' });
    await pause();
    expect(server.patch).toHaveBeenCalledOnce();
    expect(state()).toBe('saving');
    answer();
    await pause();
    await pause();
    expect(server.patch).toHaveBeenLastCalledWith(4, { title: 'Second' });
    expect(state()).toBe('saved');
  });

  it('does not send what the server would refuse', async () => {
    const { server, type, state } = aSaver();
    type({ title: '   ' });
    await pause();
    expect(state()).toBe('invalid');
    expect(server.patch).not.toHaveBeenCalled();
  });

  it('keeps a refusal until the fields change', async () => {
    const { server, saver, type, state } = aSaver();
    const refusal = new ApiProblem(422, { code: 'VALIDATION' });
    server.patch.mockRejectedValueOnce(refusal);
    type({ title: 'Refused' });
    await pause();
    expect(saver.snapshot()).toMatchObject({ state: 'refused', error: refusal });
    type({ title: 'Accepted' });
    await pause();
    expect(state()).toBe('saved');
  });

  it('tries again by itself when the network was away', async () => {
    const { server, type, state } = aSaver();
    server.patch.mockRejectedValueOnce(ApiProblem.network());
    type({ title: 'Patient' });
    await pause();
    expect(state()).toBe('lost');
    await vi.advanceTimersByTimeAsync(5000);
    expect(state()).toBe('saved');
    expect(server.video.title).toBe('Patient');
  });

  it('leaves a published title alone until someone says save', async () => {
    const { server, saver, type, state } = aSaver(
      aServer(aStudioVideo({ status: 'published', published: true })),
    );
    type({ title: 'Half a wo' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state()).toBe('dirty');
    expect(server.patch).not.toHaveBeenCalled();
    await saver.flush();
    expect(server.video.title).toBe('Half a wo');
  });

  it('goes on without a question when only the encode has moved the version', async () => {
    const { server, type, state } = aSaver();
    server.write({ missing: [] });
    type({ title: 'Mine' });
    await pause();
    expect(server.patch).toHaveBeenLastCalledWith(4, { title: 'Mine' });
    expect(state()).toBe('saved');
  });

  it("takes over another person's changes to other fields", async () => {
    const { server, type, state, form } = aSaver();
    server.write({ description: 'Theirs.' });
    type({ title: 'Mine' });
    await pause();
    expect(state()).toBe('saved');
    expect(form()).toMatchObject({ title: 'Mine', description: 'Theirs.' });
    expect(server.video).toMatchObject({ title: 'Mine', description: 'Theirs.' });
  });

  it('stops at a conflict, and shows their words after a reload', async () => {
    const { server, saver, type, form } = aSaver();
    server.write({ title: 'Theirs' });
    type({ title: 'Mine' });
    await pause();
    expect(saver.snapshot()).toMatchObject({ state: 'conflict', conflicts: ['title'] });
    expect(server.video.title).toBe('Theirs');
    expect(form().title).toBe('Mine');

    saver.reload();
    expect(form().title).toBe('Theirs');
    expect(saver.snapshot().state).toBe('saved');
  });

  it('saves nothing more until the conflict is decided', async () => {
    const { server, saver, type } = aSaver();
    server.write({ title: 'Theirs', description: 'Theirs too.' });
    type({ title: 'Mine' });
    await pause();
    const calls = server.patch.mock.calls.length;
    type({ title: 'Mine again' });
    await pause();
    expect(server.patch).toHaveBeenCalledTimes(calls);

    await saver.overwrite();
    expect(server.video).toMatchObject({ title: 'Mine again', description: 'Theirs too.' });
    expect(saver.snapshot().state).toBe('saved');
  });

  it('follows what others save while nothing is being typed', () => {
    const { server, saver, form, state } = aSaver();
    server.write({ title: 'Theirs' });
    saver.adopt(server.video);
    expect(form().title).toBe('Theirs');
    expect(state()).toBe('saved');
  });
});
