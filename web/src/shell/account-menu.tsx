import { IconLogout, IconMovie, IconMusic, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Me } from '@/api/types';
import { canConvert } from '@/lib/permissions';
import { isStaff } from '@/session/use-session';
import { useSignOut } from '@/session/use-sign-out';
import { Avatar } from '@/ui/avatar';
import { PopoverButton } from '@/ui/popover-button';
import styles from './menu.module.css';

export function AccountMenu({ me }: { me: Me }) {
  const intl = useIntl();
  const signOut = useSignOut();
  return (
    <PopoverButton
      label={intl.formatMessage({ id: 'common.nav.accountMenu' }, { name: me.user.name })}
      trigger={<Avatar name={me.user.name} seed={me.user.id} />}
    >
      {(close) => (
        <>
          <div className={styles.who}>
            <div className={styles.name}>{me.user.name}</div>
            <div className={styles.mail}>{me.user.email}</div>
          </div>
          <ul>
            <li>
              <Link to="/account" className={styles.item} onClick={close}>
                <IconUser size={20} aria-hidden="true" />
                <FormattedMessage id="common.nav.account" />
              </Link>
            </li>
            {isStaff(me.roles) && (
              <li>
                <a href="/studio" className={styles.item}>
                  <IconMovie size={20} aria-hidden="true" />
                  <FormattedMessage id="common.nav.studio" />
                </a>
              </li>
            )}
            {canConvert(me.roles) && (
              <li>
                <a href="/conversions" className={styles.item}>
                  <IconMusic size={20} aria-hidden="true" />
                  <FormattedMessage id="common.nav.conversions" />
                </a>
              </li>
            )}
            <li>
              <button type="button" className={styles.item} onClick={() => signOut.mutate()}>
                <IconLogout size={20} aria-hidden="true" />
                <FormattedMessage id="common.nav.signOut" />
              </button>
            </li>
          </ul>
        </>
      )}
    </PopoverButton>
  );
}
