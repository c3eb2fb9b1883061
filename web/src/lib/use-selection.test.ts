import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useSelection } from './use-selection';

function select(visible: string[]) {
  return renderHook(({ rows }) => useSelection(rows), { initialProps: { rows: visible } });
}

describe('useSelection', () => {
  it('marks and unmarks single rows', () => {
    const { result } = select(['a', 'b', 'c']);
    act(() => result.current.toggle('b'));
    act(() => result.current.toggle('c'));
    expect(result.current).toMatchObject({ ids: ['b', 'c'], some: true, all: false });
    act(() => result.current.toggle('b'));
    expect(result.current.ids).toEqual(['c']);
  });

  it('marks all rows of the page, and then none', () => {
    const { result } = select(['a', 'b']);
    act(() => result.current.toggle('a'));
    act(() => result.current.toggleAll());
    expect(result.current).toMatchObject({ ids: ['a', 'b'], all: true });
    act(() => result.current.toggleAll());
    expect(result.current).toMatchObject({ ids: [], some: false, all: false });
  });

  it('forgets rows that are no longer on the page', () => {
    const { result, rerender } = select(['a', 'b']);
    act(() => result.current.toggleAll());
    rerender({ rows: ['b', 'c'] });
    expect(result.current).toMatchObject({ ids: ['b'], all: false });
    act(() => result.current.toggle('c'));
    rerender({ rows: ['a', 'b', 'c'] });
    expect(result.current.ids).toEqual(['b', 'c']);
  });

  it('takes the mark off some rows only, whichever were marked meanwhile', () => {
    const { result } = select(['a', 'b', 'c']);
    act(() => result.current.toggle('a'));
    act(() => result.current.toggle('b'));
    const { unmark } = result.current;
    act(() => result.current.toggle('c'));
    act(() => unmark(['a']));
    expect(result.current.ids).toEqual(['b', 'c']);
  });

  it('chooses nothing on an empty page', () => {
    const { result } = select([]);
    act(() => result.current.toggleAll());
    expect(result.current).toMatchObject({ ids: [], all: false, some: false });
  });
});
