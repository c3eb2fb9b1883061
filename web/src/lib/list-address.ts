export const PER_PAGE = 20;
const MAX_SEARCH_LENGTH = 200;

/** A list as the page's address carries it. Everything absent means the server's default. */
export type ListAddress = {
  page?: number;
  search?: string;
  sort?: string;
  dir?: 'asc' | 'desc';
  /** The entry whose form stands open; `new` for one that does not exist yet. */
  edit?: string;
} & { [filter: string]: string | number | undefined };

type Shape = { sorts: readonly string[]; filters: readonly string[] };

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function pageOf(value: unknown): number | undefined {
  const page = Number(value);
  return Number.isInteger(page) && page > 1 ? page : undefined;
}

/** Reads whatever stands in the address bar; what the list does not know is left out. */
export function parseListAddress({ sorts, filters }: Shape) {
  return (raw: Record<string, unknown>): ListAddress => {
    const sort = sorts.find((known) => known === raw.sort);
    const found: ListAddress = {
      page: pageOf(raw.page),
      search: text(raw.search)?.slice(0, MAX_SEARCH_LENGTH),
      sort,
      dir: sort !== undefined && raw.dir === 'desc' ? 'desc' : undefined,
      edit: text(raw.edit),
      ...Object.fromEntries(filters.map((name) => [name, text(raw[name])])),
    };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  };
}

/**
 * What the server is asked for. The address is text: that its sort and filters are those of this list, its route has
 * seen to (`parseListAddress`).
 */
export function toListQuery<Query extends { page?: number }>(address: ListAddress): Query {
  const { edit: _edit, ...asked } = address;
  const query: ListAddress & { per_page: number } = {
    ...asked,
    ...(asked.sort ? { dir: asked.dir ?? 'asc' } : {}),
    page: asked.page ?? 1,
    per_page: PER_PAGE,
  };
  return query as ListAddress as Query;
}

/** The address after one change; every change of what is listed starts again at the first page. */
export function changed(address: ListAddress, change: ListAddress): ListAddress {
  const { page: _page, ...rest } = address;
  const next = { ...rest, ...change };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
}

/** A click on a column's head: upwards, then downwards, then the server's own order. */
export function sortedBy(address: ListAddress, sort: string): ListAddress {
  if (address.sort !== sort) {
    return changed(address, { sort, dir: undefined });
  }
  return address.dir === 'desc'
    ? changed(address, { sort: undefined, dir: undefined })
    : changed(address, { sort, dir: 'desc' });
}

/** Whether anything narrows the list down. */
export function isNarrowed({ page, sort, dir, edit, ...narrowing }: ListAddress): boolean {
  return Object.keys(narrowing).length > 0;
}
