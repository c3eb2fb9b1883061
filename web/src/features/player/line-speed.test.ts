import { afterEach, describe, expect, it, vi } from 'vitest';
import { knownLineSpeed, rememberLineSpeed } from './line-speed';

const HOUR = 3_600_000;

describe('the speed of the line', () => {
  afterEach(() => {
    localStorage.clear();
    vi.unstubAllGlobals();
  });

  it('is what was measured on this device the same day', () => {
    vi.stubGlobal('navigator', { connection: { downlink: 10 } });
    rememberLineSpeed(3_200_000.4, 0);
    expect(knownLineSpeed(23 * HOUR)).toBe(3_200_000);
  });

  it('is what the browser says once that is older', () => {
    vi.stubGlobal('navigator', { connection: { downlink: 1.5 } });
    rememberLineSpeed(3_200_000, 0);
    expect(knownLineSpeed(25 * HOUR)).toBe(1_500_000);
  });

  it.each([undefined, {}, { downlink: 0 }])(
    'is unknown where the browser says %j',
    (connection) => {
      vi.stubGlobal('navigator', { connection });
      expect(knownLineSpeed(0)).toBeUndefined();
    },
  );

  it.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY])('is not taken for %d', (bps) => {
    vi.stubGlobal('navigator', {});
    rememberLineSpeed(bps, 0);
    expect(knownLineSpeed(0)).toBeUndefined();
  });

  it.each(['', 'nonsense', '[]', '{"bps":"fast","at":0}'])('ignores %j in the storage', (text) => {
    vi.stubGlobal('navigator', {});
    localStorage.setItem('codeflix.player.speed', text);
    expect(knownLineSpeed(0)).toBeUndefined();
  });
});
