import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import type { Locale } from '@/i18n/locale';
import { matchLocale } from './locale';
import { loadMessages } from './messages';
import type { MessageIds } from './types';

async function say(
  locale: Locale,
  id: 'viewer.search.count' | 'viewer.plans.trialDays',
  n: number,
) {
  const messages = (await loadMessages(locale, 'viewer')) as Record<MessageIds, string>;
  const intl = createIntl({ locale, messages });
  return intl.formatMessage({ id }, { count: n, days: n });
}

describe('plural forms', () => {
  it.each([
    [1, '1 название'],
    [2, '2 названия'],
    [5, '5 названий'],
    [11, '11 названий'],
    [21, '21 название'],
    [0, 'Ничего не найдено'],
  ])('are right in Russian for %i', async (count, words) => {
    expect(await say('ru', 'viewer.search.count', count)).toBe(words);
  });

  it.each([
    [1, '1 день'],
    [3, '3 дня'],
    [7, '7 дней'],
    [22, '22 дня'],
  ])('count days in Russian for %i', async (days, words) => {
    expect(await say('ru', 'viewer.plans.trialDays', days)).toBe(words);
  });

  it.each([
    ['en', 1, '1 title'],
    ['en', 21, '21 titles'],
    ['pt-BR', 1, '1 título'],
    ['pt-BR', 2, '2 títulos'],
  ] as const)('are right in %s for %i', async (locale, count, words) => {
    expect(await say(locale, 'viewer.search.count', count)).toBe(words);
  });
});

describe('matchLocale', () => {
  it.each([
    [['ru-RU', 'en'], 'ru'],
    [['pt-PT'], 'pt-BR'],
    [['de', 'pt'], 'pt-BR'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('serves %j with %s', (wanted, locale) => {
    expect(matchLocale(wanted)).toBe(locale);
  });
});
