import { describe, expect, it } from 'vitest';
import { changed, isNarrowed, parseListAddress, sortedBy, toListQuery } from './list-address';

const parse = parseListAddress({ sorts: ['title', 'created_at'], filters: ['status'] });

describe('the address of a list', () => {
  it('keeps what the list knows and drops the rest', () => {
    expect(
      parse({
        page: '3',
        search: 'night',
        sort: 'title',
        dir: 'desc',
        status: 'draft',
        edit: 'new',
        colour: 'red',
      }),
    ).toEqual({
      page: 3,
      search: 'night',
      sort: 'title',
      dir: 'desc',
      status: 'draft',
      edit: 'new',
    });
  });

  it.each([
    [{ page: '0' }],
    [{ page: '-2' }],
    [{ page: 'x' }],
    [{ sort: 'password' }],
    [{ dir: 'desc' }],
    [{ search: '  ' }],
  ])('drops %o', (raw) => {
    expect(parse(raw)).toEqual({});
  });

  it('asks the server for one page in the wanted order', () => {
    expect(toListQuery({ sort: 'title', search: 'night', edit: 'new' })).toEqual({
      page: 1,
      per_page: 20,
      search: 'night',
      sort: 'title',
      dir: 'asc',
    });
  });

  it('starts at the first page again when something else is listed', () => {
    expect(changed({ page: 4, search: 'a' }, { status: 'draft' })).toEqual({
      search: 'a',
      status: 'draft',
    });
  });

  it('sorts upwards, then downwards, then as the server likes', () => {
    const up = sortedBy({ page: 2 }, 'title');
    const down = sortedBy(up, 'title');
    expect([up, down, sortedBy(down, 'title')]).toEqual([
      { sort: 'title' },
      { sort: 'title', dir: 'desc' },
      {},
    ]);
  });

  it('is narrowed by a search or a filter, not by order or page', () => {
    expect(isNarrowed({ page: 2, sort: 'title', dir: 'desc', edit: 'x' })).toBe(false);
    expect(isNarrowed({ search: 'a' })).toBe(true);
    expect(isNarrowed({ status: 'draft' })).toBe(true);
  });
});
