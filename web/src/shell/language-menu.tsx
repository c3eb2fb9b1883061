import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconWorld } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { LOCALE_NAMES, LOCALES } from '@/i18n/locale';
import { useLocale } from '@/i18n/provider';
import styles from './menu.module.css';

export function LanguageMenu() {
  const intl = useIntl();
  const { locale, setLocale } = useLocale();
  return (
    <Menu position="bottom-end" width={220} shadow="xl">
      <Menu.Target>
        <ActionIcon
          variant="transparent"
          c="var(--text-1)"
          size={44}
          radius="xl"
          aria-label={intl.formatMessage({ id: 'common.nav.language' })}
        >
          <IconWorld size={22} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={styles.dropdown}>
        {LOCALES.map((option) => (
          <Menu.Item
            key={option}
            className={styles.item}
            lang={option}
            role="menuitemradio"
            aria-checked={option === locale}
            rightSection={option === locale && <IconCheck size={18} aria-hidden="true" />}
            onClick={() => setLocale(option, { remember: true })}
          >
            {LOCALE_NAMES[option]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
