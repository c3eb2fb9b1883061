export type Locale = 'en' | 'pt-BR' | 'ru';
export const LOCALES: readonly Locale[] = ['en', 'pt-BR', 'ru'];
export const LOCALE_NAMES: Record<Locale, string> = {
  en: 'English',
  'pt-BR': 'Português (Brasil)',
  ru: 'Русский',
};
const STORAGE_KEY = 'codeflix.locale';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The first supported language among the wanted ones; `pt-PT` is served with `pt-BR`. */
export function matchLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    const match = LOCALES.find((locale) => locale.toLowerCase().split('-')[0] === language);
    if (match) {
      return match;
    }
  }
  return 'en';
}

/** The language chosen by hand on this device, if any. */
export function chosenLocale(): Locale | null {
  const stored = localStorage.getItem(STORAGE_KEY);
  return isLocale(stored) ? stored : null;
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem(STORAGE_KEY, locale);
}

export function initialLocale(): Locale {
  return chosenLocale() ?? matchLocale(navigator.languages);
}
