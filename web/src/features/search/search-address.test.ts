import { describe, expect, it } from 'vitest';
import {
  isEmptySearch,
  parseSearchAddress,
  toggleValue,
  toSearchQuery,
  withoutFilters,
} from './search-address';

describe('a search address', () => {
  it('leaves out what it does not understand', () => {
    expect(parseSearchAddress({ q: ' ', sort: 'price', genres: 'a,b', other: 'x' })).toEqual({
      genres: 'a,b',
    });
  });

  it('is empty without text and filters', () => {
    expect(isEmptySearch(parseSearchAddress({ q: '' }))).toBe(true);
    expect(isEmptySearch({ rating: 'l' })).toBe(false);
  });

  it('switches single values of a filter on and off', () => {
    const both = toggleValue({ q: 'a', genres: 'x' }, 'genres', 'y');
    expect(both).toEqual({ q: 'a', genres: 'x,y' });
    expect(toggleValue(toggleValue(both, 'genres', 'x'), 'genres', 'y')).toEqual({ q: 'a' });
  });

  it('keeps the text when the filters go', () => {
    expect(withoutFilters({ q: 'a', genres: 'x', sort: 'title' })).toEqual({ q: 'a' });
  });

  it('asks for each value of a filter, and for none that cannot be', () => {
    expect(toSearchQuery({ genres: 'x,y', rating: '12,99,l', year_launched: '2024,soon' })).toEqual(
      { genres: ['x', 'y'], rating: ['l', '12'], year_launched: [2024] },
    );
  });

  it('reads titles upwards and years downwards', () => {
    expect(toSearchQuery({ q: ' a ', sort: 'title' })).toEqual({
      q: 'a',
      sort: 'title',
      dir: 'asc',
    });
    expect(toSearchQuery({ sort: 'year_launched' })).toEqual({
      sort: 'year_launched',
      dir: 'desc',
    });
    expect(toSearchQuery({ q: 'a', sort: 'relevance' })).toEqual({ q: 'a' });
  });
});
