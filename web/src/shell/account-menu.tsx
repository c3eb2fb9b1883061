import { Menu } from '@mantine/core';
import { IconLogout, IconMovie, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Me } from '@/api/types';
import { isCatalogStaff } from '@/session/use-session';
import { useSignOut } from '@/session/use-sign-out';
import { Avatar } from '@/ui/avatar';
import styles from './menu.module.css';

export function AccountMenu({ me }: { me: Me }) {
  const intl = useIntl();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={260} shadow="xl">
      <Menu.Target>
        <button
          type="button"
          className={styles.trigger}
          aria-label={intl.formatMessage({ id: 'common.nav.accountMenu' }, { name: me.user.name })}
        >
          <Avatar name={me.user.name} seed={me.user.id} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.dropdown}>
        <div className={styles.who}>
          <div className={styles.name}>{me.user.name}</div>
          <div className={styles.mail}>{me.user.email}</div>
        </div>
        <Menu.Item
          className={styles.item}
          leftSection={<IconUser size={20} aria-hidden="true" />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          <FormattedMessage id="common.nav.account" />
        </Menu.Item>
        {isCatalogStaff(me.roles) && (
          <Menu.Item
            className={styles.item}
            component="a"
            href="/studio"
            leftSection={<IconMovie size={20} aria-hidden="true" />}
          >
            <FormattedMessage id="common.nav.studio" />
          </Menu.Item>
        )}
        <Menu.Item
          className={styles.item}
          leftSection={<IconLogout size={20} aria-hidden="true" />}
          onClick={() => signOut.mutate()}
        >
          <FormattedMessage id="common.nav.signOut" />
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
