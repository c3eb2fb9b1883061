import type { Detail, Facet, SearchResult } from '../../src/api/types.ts';
import { TITLES } from './catalogue.ts';

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function list(url: URL, name: string): string[] {
  return url.searchParams.get(name)?.split(',').filter(Boolean) ?? [];
}

function count(titles: Detail[], of: (title: Detail) => { id: string; name: string }[]): Facet[] {
  const counts = new Map<string, Facet>();
  for (const item of titles.flatMap(of)) {
    counts.set(item.id, { ...item, count: (counts.get(item.id)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

function countValues<T>(titles: Detail[], of: (title: Detail) => T): { value: T; count: number }[] {
  return [...new Set(titles.map(of))].map((value) => ({
    value,
    count: titles.filter((title) => of(title) === value).length,
  }));
}

export function search(url: URL): SearchResult {
  const words = fold(url.searchParams.get('q') ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const genres = list(url, 'genres');
  const ratings = list(url, 'rating');
  const categories = list(url, 'categories');
  const matching = TITLES.filter((title) => {
    const text = fold(
      [title.title, title.description, ...title.genres.map((genre) => genre.name)].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
  const found = matching
    .filter(
      (title) => genres.length === 0 || title.genres.some((genre) => genres.includes(genre.id)),
    )
    .filter(
      (title) =>
        categories.length === 0 || title.categories.some(({ id }) => categories.includes(id)),
    )
    .filter((title) => ratings.length === 0 || ratings.includes(title.rating));
  return {
    data: found,
    meta: {
      current_page: 1,
      per_page: 24,
      last_page: 1,
      total: found.length,
      relaxed: false,
      did_you_mean: found.length === 0 && words[0]?.startsWith('aurr') ? 'aurora' : null,
      facets: {
        categories: count(matching, (title) => title.categories),
        genres: count(matching, (title) => title.genres),
        cast_members: [],
        rating: countValues(matching, (title) => title.rating),
        year_launched: countValues(matching, (title) => title.year_launched),
      },
    },
  };
}
