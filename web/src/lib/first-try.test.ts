import { describe, expect, it } from 'vitest';
import { isFirstTry } from './first-try';

describe('isFirstTry', () => {
  it.each([
    ['the first attempt is under way', { isLoading: true }, true],
    ['the answer is there', { isLoading: false }, false],
    ['the first attempt has failed and is repeated', { isLoading: true, failureCount: 1 }, false],
    ['all attempts have failed', { isLoading: false, failureCount: 3, errorUpdateCount: 1 }, false],
    ['somebody tries again', { isLoading: true, errorUpdateCount: 1 }, false],
  ])('tells whether %s', (_when, query, expected) => {
    expect(isFirstTry({ failureCount: 0, errorUpdateCount: 0, ...query })).toBe(expected);
  });
});
