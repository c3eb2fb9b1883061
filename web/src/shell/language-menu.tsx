import { IconCheck, IconWorld } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { LOCALE_NAMES, LOCALES } from '@/i18n/locale';
import { useLocale } from '@/i18n/provider';
import { PopoverButton } from '@/ui/popover-button';
import styles from './menu.module.css';

export function LanguageMenu() {
  const intl = useIntl();
  const { locale, setLocale } = useLocale();
  return (
    <PopoverButton
      label={intl.formatMessage({ id: 'common.nav.language' })}
      trigger={<IconWorld size={22} aria-hidden="true" />}
    >
      {(close) => (
        <ul>
          {LOCALES.map((option) => (
            <li key={option}>
              <button
                type="button"
                className={styles.item}
                lang={option}
                aria-pressed={option === locale}
                onClick={() => {
                  setLocale(option, { remember: true });
                  close();
                }}
              >
                {LOCALE_NAMES[option]}
                {option === locale && (
                  <IconCheck size={18} className={styles.end} aria-hidden="true" />
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </PopoverButton>
  );
}
