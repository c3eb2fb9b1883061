import type { SearchQuery } from '@/api/types';
import { RATINGS } from '@/lib/ratings';

/** The filters that a search address may carry; each holds its values with commas between them. */
export const FILTERS = ['genres', 'categories', 'rating', 'year_launched', 'cast_members'] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ['relevance', 'published_at', 'title', 'year_launched'] as const;
export type Sort = (typeof SORTS)[number];

/** A search as the page's address carries it. Everything absent means "no limit". */
export type SearchAddress = { q?: string; sort?: Sort } & { [F in Filter]?: string };

export const PER_PAGE = 24;
const MAX_QUERY_LENGTH = 200;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Reads whatever stands in the address bar; what is not understood is left out. */
export function parseSearchAddress(raw: Record<string, unknown>): SearchAddress {
  const address: SearchAddress = {};
  const q = text(raw.q)?.slice(0, MAX_QUERY_LENGTH);
  if (q !== undefined) {
    address.q = q;
  }
  const sort = SORTS.find((known) => known === raw.sort);
  if (sort !== undefined) {
    address.sort = sort;
  }
  for (const filter of FILTERS) {
    const value = text(raw[filter]);
    if (value !== undefined) {
      address[filter] = value;
    }
  }
  return address;
}

export function isEmptySearch(address: SearchAddress): boolean {
  return Object.keys(address).length === 0;
}

export function valuesOf(address: SearchAddress, filter: Filter): string[] {
  return address[filter]?.split(',') ?? [];
}

/** The address with one value of a filter switched on or off. */
export function toggleValue(address: SearchAddress, filter: Filter, value: string): SearchAddress {
  const values = valuesOf(address, filter);
  const next = values.includes(value)
    ? values.filter((other) => other !== value)
    : [...values, value];
  const { [filter]: _removed, ...rest } = address;
  return next.length === 0 ? rest : { ...rest, [filter]: next.join(',') };
}

export function withoutFilters({ q }: SearchAddress): SearchAddress {
  return q === undefined ? {} : { q };
}

function unlessEmpty<T>(values: T[]): T[] | undefined {
  return values.length > 0 ? values : undefined;
}

/** What the catalogue is asked for. Only titles by name read upwards; the rest is newest first. */
export function toSearchQuery(address: SearchAddress): SearchQuery {
  const { q, sort } = address;
  const order: SearchQuery =
    sort === undefined || sort === 'relevance'
      ? {}
      : { sort, dir: sort === 'title' ? 'asc' : 'desc' };
  return {
    q: q?.trim(),
    genres: unlessEmpty(valuesOf(address, 'genres')),
    categories: unlessEmpty(valuesOf(address, 'categories')),
    cast_members: unlessEmpty(valuesOf(address, 'cast_members')),
    rating: unlessEmpty(RATINGS.filter((one) => valuesOf(address, 'rating').includes(one))),
    year_launched: unlessEmpty(
      valuesOf(address, 'year_launched').map(Number).filter(Number.isInteger),
    ),
    ...order,
  };
}
