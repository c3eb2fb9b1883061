import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEBOUNCE_MS, useSearchText } from './use-search-text';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setup(committed = '') {
  const commit = vi.fn();
  const hook = renderHook(({ text }) => useSearchText(text, commit), {
    initialProps: { text: committed },
  });
  const type = (text: string) => act(() => hook.result.current.setText(text));
  const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  return { ...hook, commit, type, wait };
}

describe('useSearchText', () => {
  it('commits once, when the typing has rested', () => {
    const { commit, type, wait } = setup();
    type('a');
    wait(DEBOUNCE_MS - 1);
    type('au');
    wait(DEBOUNCE_MS - 1);
    expect(commit).not.toHaveBeenCalled();
    wait(1);
    expect(commit).toHaveBeenCalledExactlyOnceWith('au');
  });

  it('does not commit what is already in the address', () => {
    const { commit, type, wait } = setup('aurora');
    type('auror');
    type('aurora');
    wait(DEBOUNCE_MS * 2);
    expect(commit).not.toHaveBeenCalled();
  });

  it('shows what Back brings into the address', () => {
    const { commit, result, rerender, wait } = setup('second');
    rerender({ text: 'first' });
    wait(DEBOUNCE_MS * 2);
    expect(result.current.text).toBe('first');
    expect(commit).not.toHaveBeenCalled();
  });

  it('keeps the letters typed while an older text reaches the address', () => {
    const { result, rerender, type, wait } = setup();
    type('au');
    wait(DEBOUNCE_MS);
    type('aur');
    rerender({ text: 'au' });
    expect(result.current.text).toBe('aur');
  });
});
