import { describe, expect, it } from 'vitest';
import { parseClock } from './clock';

describe('parseClock', () => {
  it.each([
    ['', null],
    ['0', 0],
    ['65', 65_000],
    ['1:05', 65_000],
    ['1:02:03', 3_723_000],
    ['90:00', 5_400_000],
  ])('reads "%s" as %s ms', (text, ms) => {
    expect(parseClock(text)).toBe(ms);
  });

  it.each(['1:60', '1:60:00', 'soon', '1:', '-3', '1:2:3:4'])('refuses "%s"', (text) => {
    expect(parseClock(text)).toBeUndefined();
  });
});
