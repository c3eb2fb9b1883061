import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import common from '@/i18n/locales/en/common.json';
import conversions from '@/i18n/locales/en/conversions.json';
import encoding from '@/i18n/locales/en/encoding.json';
import studio from '@/i18n/locales/en/studio.json';
import viewer from '@/i18n/locales/en/viewer.json';
import { formatClock, formatDuration, hueOf } from './format';

const messages = { ...common, ...viewer, ...studio, ...encoding, ...conversions };
const intl = createIntl({ locale: 'en', messages });

describe('formatDuration', () => {
  it.each([
    [24_000, '24 s'],
    [90_000, '2 min'],
    [5_520_000, '1 h 32 min'],
    [3_600_000, '1 h 0 min'],
  ])('says %i ms as %s', (ms, words) => {
    expect(formatDuration(intl, ms)).toBe(words);
  });
});

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [65_000, '1:05'],
    [3_725_000, '1:02:05'],
  ])('says %i ms as %s', (ms, clock) => {
    expect(formatClock(ms)).toBe(clock);
  });
});

describe('hueOf', () => {
  it('tells neighbouring ids apart', () => {
    const hues = new Set(['a-1', 'a-2', 'a-3', 'a-4'].map(hueOf));
    expect(hues.size).toBe(4);
    expect(hueOf('a-1')).toBe(hueOf('a-1'));
  });
});
