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
  promise.then(
    // So marked React reads it at once. Else it shows what is inside a third of a second later.
    (value) => Object.assign(promise, { status: 'fulfilled', value }),
    // A failed download must not be remembered, or a retry could never succeed.
    () => loading.delete(path),
  );
  return promise;
}

/** Downloads what an address needs before React asks for it. */
export async function preloadMessages(locale: Locale, pathname: string): Promise<void> {
  const area: Area = pathname.startsWith('/studio') ? 'studio' : 'viewer';
  await Promise.all([loadMessages(locale, 'common'), loadMessages(locale, area)]);
}
