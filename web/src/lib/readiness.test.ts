import { describe, expect, it } from 'vitest';
import { aFilm, aStudioVideo } from '@/testing/studio-factories';
import { readinessOf } from './readiness';

const processing = { status: 'processing', progress: 30 } as const;

describe('readinessOf', () => {
  it('lets a complete video be published', () => {
    expect(readinessOf(aStudioVideo(), false)).toEqual({ publish: 'now', reasons: [] });
  });

  it('lists everything that is missing', () => {
    const video = aStudioVideo({
      video: null,
      missing: ['video', 'categories', 'genres', 'thumbnail'],
    });
    expect(readinessOf(video, false)).toEqual({
      publish: 'no',
      reasons: ['film', 'categories', 'genres', 'thumbnail'],
    });
  });

  it.each([
    ['sending', null, true],
    ['encoding', aFilm(processing), false],
    ['failed', aFilm({ status: 'error' }), false],
    ['film', null, false],
  ] as const)('calls the reason of a missing film "%s"', (reason, film, sending) => {
    const video = aStudioVideo({ missing: ['video', 'genres'], video: film });
    expect(readinessOf(video, sending).reasons).toEqual([reason, 'genres']);
  });

  it('lets a film that can be watched be published before its encode ends', () => {
    const video = aStudioVideo({ missing: ['video'], video: aFilm(processing) });
    expect(readinessOf(video, false).publish).toBe('early');
  });

  it.each([
    ['the film cannot be watched yet', { video: aFilm({ ...processing, playable_at: null }) }],
    ['a genre is missing too', { video: aFilm(processing), missing: ['video', 'genres'] as const }],
  ])('waits with an early publication while %s', (_why, change) => {
    const video = aStudioVideo({ missing: ['video'], ...change } as never);
    expect(readinessOf(video, false).publish).toBe('no');
  });
});
