import type { Card, SearchResult } from '@/api/types';

export function aCard(over: Partial<Card> = {}): Card {
  return {
    id: 'card-1',
    title: 'Aurora',
    year_launched: 2024,
    duration_ms: 5_400_000,
    rating: 'l',
    opened: false,
    genres: [],
    thumbnail: null,
    banner: null,
    thumbnail_half: null,
    has_trailer: false,
    ...over,
  };
}

export function aSearchResult(...cards: Card[]): SearchResult {
  return {
    data: cards,
    meta: {
      current_page: 1,
      per_page: 24,
      last_page: 1,
      total: cards.length,
      relaxed: false,
      did_you_mean: null,
    },
  };
}
