import { useMutation } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { Locale } from '@/i18n/locale';
import { LOCALE_NAMES, LOCALES } from '@/i18n/locale';
import { useLocale } from '@/i18n/provider';
import { notify } from '@/lib/notify';
import { problemText } from '@/lib/problem-text';
import { Segmented } from '@/ui/segmented';
import { setAccountLocale } from '../api';

/** Switches the page at once, and the account with it, so that other devices and mail follow. */
export function LanguageChoice({ hasAccount }: { hasAccount: boolean }) {
  const intl = useIntl();
  const { locale, setLocale } = useLocale();
  const save = useMutation({
    mutationFn: setAccountLocale,
    onError: (error) => notify(problemText(intl, error), 'failed'),
  });
  const choose = (next: Locale) => {
    setLocale(next, { remember: true });
    if (hasAccount) {
      save.mutate(next);
    }
  };
  return (
    <Segmented
      label={intl.formatMessage({ id: 'viewer.account.language' })}
      value={locale}
      options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value], lang: value }))}
      onChange={choose}
    />
  );
}
