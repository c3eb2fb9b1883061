import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { useSession } from '@/session/use-session';
import { AccountMenu } from '@/shell/account-menu';
import { LanguageMenu } from '@/shell/language-menu';
import { SignInButton } from '@/shell/sign-in-button';
import { useScrolled } from '@/shell/use-scrolled';
import { Wordmark } from '@/ui/wordmark';
import styles from './header.module.css';

export function Header() {
  const intl = useIntl();
  const { me, known, canUseStudio } = useSession();
  const scrolled = useScrolled();
  return (
    <header className={styles.header} data-scrolled={scrolled}>
      <Link to="/" className={styles.home}>
        <Wordmark />
      </Link>
      <nav className={styles.nav} aria-label={intl.formatMessage({ id: 'common.nav.main' })}>
        <Link to="/" className={styles.link}>
          <FormattedMessage id="common.nav.home" />
        </Link>
        <Link to="/my-list" className={styles.link}>
          <FormattedMessage id="common.nav.myList" />
        </Link>
        <Link to="/plans" className={styles.link}>
          <FormattedMessage id="common.nav.plans" />
        </Link>
        {canUseStudio && (
          <a href="/studio" className={styles.link}>
            <FormattedMessage id="common.nav.studio" />
          </a>
        )}
      </nav>
      <div className={styles.tools}>
        <Link to="/search" className={styles.search}>
          <IconSearch size={20} aria-hidden="true" />
          <FormattedMessage id="common.nav.search" />
        </Link>
        <LanguageMenu />
        {known && (me ? <AccountMenu me={me} /> : <Visitor />)}
      </div>
    </header>
  );
}

function Visitor() {
  return (
    <>
      <SignInButton />
      <Button renderRoot={(props) => <Link to="/sign-up" {...props} />} className={styles.join}>
        <FormattedMessage id="common.nav.join" />
      </Button>
    </>
  );
}
