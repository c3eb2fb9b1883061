import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { IntlProvider } from 'react-intl';
import type { Locale } from '@/i18n/locale';
import { initialLocale, rememberLocale } from '@/i18n/locale';
import { type Area, loadMessages, type Messages } from '@/i18n/messages';
import type { MessageIds } from '@/i18n/types';

type LocaleChoice = {
  locale: Locale;
  /** Shows the page in another language; `remember` marks it as this device's choice. */
  setLocale: (locale: Locale, options: { remember: boolean }) => void;
};

const LocaleContext = createContext<LocaleChoice | null>(null);
const MessagesContext = createContext<Messages>({});

export function useLocale(): LocaleChoice {
  const choice = use(LocaleContext);
  if (!choice) {
    throw new Error('useLocale outside of LocaleProvider');
  }
  return choice;
}

export function LocaleProvider({ initial, children }: { initial?: Locale; children: ReactNode }) {
  const [locale, setState] = useState<Locale>(() => initial ?? initialLocale());
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const choice = useMemo<LocaleChoice>(
    () => ({
      locale,
      setLocale: (next, { remember }) => {
        if (remember) {
          rememberLocale(next);
        }
        // Requests that start with the new language must already ask for it.
        document.documentElement.lang = next;
        startTransition(() => setState(next));
      },
    }),
    [locale],
  );
  return <LocaleContext value={choice}>{children}</LocaleContext>;
}

/** Adds one area's messages to those of the areas around it. Suspends while they load. */
export function AreaMessages({ area, children }: { area: Area; children: ReactNode }) {
  const { locale } = useLocale();
  const outer = use(MessagesContext);
  const own = use(loadMessages(locale, area));
  const messages = useMemo(() => ({ ...outer, ...own }), [outer, own]);
  return (
    <MessagesContext value={messages}>
      <IntlProvider
        locale={locale}
        defaultLocale="en"
        messages={messages as Record<MessageIds, string>}
      >
        {children}
      </IntlProvider>
    </MessagesContext>
  );
}
