import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { chosenLocale, isLocale } from '@/i18n/locale';
import { useLocale } from '@/i18n/provider';
import { accountQuery } from '@/session/api';
import { useSession } from '@/session/use-session';

/** Follows the account's language, unless another one was chosen on this device. */
export function useAccountLocale(): void {
  const { me } = useSession();
  const { locale, setLocale } = useLocale();
  const follows = Boolean(me?.account_id) && chosenLocale() === null;
  const account = useQuery({ ...accountQuery, enabled: follows });
  const wanted = account.data?.locale;
  useEffect(() => {
    if (chosenLocale() === null && isLocale(wanted) && wanted !== locale) {
      setLocale(wanted, { remember: false });
    }
  }, [wanted, locale, setLocale]);
}
