import { IconBookmark, IconHome, IconSearch, IconTicket, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { useSession } from '@/session/use-session';
import styles from './bottom-nav.module.css';

/** The phone's navigation, under the thumb. */
export function BottomNav() {
  const intl = useIntl();
  const { me } = useSession();
  return (
    <nav className={styles.nav} aria-label={intl.formatMessage({ id: 'common.nav.main' })}>
      <Link to="/" className={styles.link}>
        <IconHome size={22} aria-hidden="true" />
        <FormattedMessage id="common.nav.home" />
      </Link>
      <Link to="/search" className={styles.link}>
        <IconSearch size={22} aria-hidden="true" />
        <FormattedMessage id="common.nav.search" />
      </Link>
      <Link to="/my-list" className={styles.link}>
        <IconBookmark size={22} aria-hidden="true" />
        <FormattedMessage id="common.nav.myList" />
      </Link>
      {me ? (
        <Link to="/account" className={styles.link}>
          <IconUser size={22} aria-hidden="true" />
          <FormattedMessage id="common.nav.account" />
        </Link>
      ) : (
        <Link to="/plans" className={styles.link}>
          <IconTicket size={22} aria-hidden="true" />
          <FormattedMessage id="common.nav.plans" />
        </Link>
      )}
    </nav>
  );
}
