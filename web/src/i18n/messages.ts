import type { Locale } from '@/i18n/locale';

export type Area = 'common' | 'viewer' | 'studio' | 'encoding' | 'conversions';
export type Messages = Record<string, string>;

const files = import.meta.glob<Messages>('./locales/*/*.json', { import: 'default' });
const loading = new Map<string, Promise<Messages>>();

/** The messages of one area in one language; asked for once, kept for the life of the page. */
export function loadMessages(locale: Locale, area: Area): Promise<Messages> {
  const path = `./locales/${locale}/${area}.json`;
  const known = loading.get(path);
  if (known) {
    return known;
  }
  const file = files[path];
  const promise = file ? file() : Promise.reject(new Error(`no messages at ${path}`));
  loading.set(path, promise);
  // A failed download must not be remembered, or a retry could never succeed.
  promise.catch(() => loading.delete(path));
  return promise;
}

/** Starts the downloads for an address before React asks for them. */
export function preloadMessages(locale: Locale, pathname: string): void {
  const area: Area = pathname.startsWith('/studio') ? 'studio' : 'viewer';
  loadMessages(locale, 'common').catch(() => {});
  loadMessages(locale, area).catch(() => {});
}
