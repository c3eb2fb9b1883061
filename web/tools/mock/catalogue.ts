import { existsSync, readFileSync } from 'node:fs';
import type { Detail, Named, Picture, Rating } from '../../src/api/types.ts';

/** Fixture titles of the mock server: [slug, title, year, minutes, rating, category, genres, free, description]. */
type Entry = [string, string, number, number, Rating, string, string[], boolean, string];

const ENTRIES: Entry[] = [
  [
    'deep-seahorse',
    'Deep Seahorse',
    2024,
    112,
    '12',
    'Films',
    ['Sci-fi', 'Mystery'],
    false,
    'A survey probe follows a signal down a spiral that should have ended long ago. The deeper it falls, the more the pattern looks back.',
  ],
  [
    'emerald-spine',
    'Emerald Spine',
    2023,
    96,
    '10',
    'Films',
    ['Fantasy', 'Adventure'],
    false,
    'At the edge of a map that redraws itself every night, a cartographer climbs a mountain range no one has reached twice.',
  ],
  [
    'aurora',
    'Aurora',
    2022,
    54,
    'l',
    'Documentaries',
    ['Nature'],
    true,
    'Six winters above the Arctic Circle, told only through light.',
  ],
  [
    'copper-meridian',
    'Copper Meridian',
    2025,
    128,
    '16',
    'Films',
    ['Thriller', 'Drama'],
    false,
    'One night, one line on the globe, and a freight train that is not on any timetable.',
  ],
  [
    'second-sunrise',
    'Second Sunrise',
    2021,
    101,
    '14',
    'Films',
    ['Drama'],
    false,
    'Two sisters return to the town where the sun is said to rise twice.',
  ],
  [
    'violet-coast',
    'Violet Coast',
    2024,
    47,
    '12',
    'Series',
    ['Mystery', 'Drama'],
    false,
    'When the tide leaves a violet line along the beach, a village stops sleeping.',
  ],
  [
    'northern-static',
    'Northern Static',
    2020,
    88,
    '14',
    'Documentaries',
    ['Music'],
    false,
    'The story of a radio station that broadcast one tone for eleven years.',
  ],
  [
    'glass-harbour',
    'Glass Harbour',
    2019,
    118,
    '18',
    'Films',
    ['Thriller'],
    false,
    'A harbour pilot sees the same ship arrive three days in a row.',
  ],
  [
    'paper-moons',
    'Paper Moons',
    2023,
    24,
    'l',
    'Series',
    ['Animation', 'Family'],
    false,
    'Every evening a lantern maker hangs a new moon, and every night someone takes it down.',
  ],
  [
    'the-long-dusk',
    'The Long Dusk',
    2018,
    139,
    '16',
    'Films',
    ['Sci-fi', 'Drama'],
    false,
    'A colony at the terminator line has one rule: never follow the light.',
  ],
  [
    'rule-110',
    'Rule 110',
    2024,
    12,
    'l',
    'Shorts',
    ['Animation'],
    true,
    'From one simple rule, a whole city.',
  ],
  [
    'quiet-orbits',
    'Quiet Orbits',
    2025,
    92,
    '10',
    'Films',
    ['Sci-fi', 'Family'],
    false,
    'The last maintenance crew of a forgotten satellite discovers that someone has been answering.',
  ],
];

const ID_PREFIX = '0192f000-0000-7000-8000-';
const pictures = new URL('../../.mock/pictures/', import.meta.url);

function idOf(kind: number, index: number): string {
  return `${ID_PREFIX}${String(kind).padStart(4, '0')}${String(index).padStart(8, '0')}`;
}

function named(kind: number, names: string[]): Map<string, Named> {
  return new Map([...new Set(names)].map((name, index) => [name, { id: idOf(kind, index), name }]));
}

export const CATEGORIES = named(
  2,
  ENTRIES.map((entry) => entry[5]),
);
export const GENRES = named(
  3,
  ENTRIES.flatMap((entry) => entry[6]),
);

function pick(map: Map<string, Named>, names: string[]): Named[] {
  return names.flatMap((name) => map.get(name) ?? []);
}

function picture(slug: string, banner: boolean): Picture {
  const blur = new URL(`${slug}-blur.webp`, pictures);
  const sizes = banner ? ['medium', 'large', 'wide'] : ['small', 'medium', 'large'];
  const [small, medium, large] = sizes.map((size) => `/i/${slug}/${size}`) as [
    string,
    string,
    string,
  ];
  return {
    small,
    medium,
    large,
    width: banner ? 1920 : 1280,
    height: banner ? 1080 : 720,
    placeholder: existsSync(blur)
      ? `data:image/webp;base64,${readFileSync(blur).toString('base64')}`
      : '',
  };
}

export const TITLES: Detail[] = ENTRIES.map(
  ([slug, title, year, minutes, rating, category, genres, opened, description], index) => ({
    id: idOf(1, index),
    title,
    description,
    year_launched: year,
    duration_ms: minutes * 60_000,
    rating,
    opened,
    categories: pick(CATEGORIES, [category]),
    genres: pick(GENRES, genres),
    cast_members: [
      { id: idOf(4, 0), name: 'Sample Director', type: 'director' },
      { id: idOf(4, 1), name: 'Sample Actor', type: 'actor' },
      { id: idOf(4, 2), name: 'Second Sample Actor', type: 'actor' },
    ],
    thumbnail: picture(slug, false),
    banner: picture(slug, true),
    thumbnail_half: null,
    has_trailer: index % 2 === 0,
    markers: null,
    published_at: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    audio_languages: ['en'],
    text_languages: [],
  }),
);
