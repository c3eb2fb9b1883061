import {
  IconCategory,
  IconCpu,
  IconHome,
  IconMail,
  IconMasksTheater,
  IconMovie,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Me } from '@/api/types';
import { siteQuery } from '@/session/api';
import { useSession } from '@/session/use-session';
import { AccountMenu } from '@/shell/account-menu';
import { InsecureBanner } from '@/shell/insecure-banner';
import { LanguageMenu } from '@/shell/language-menu';
import { useAccountLocale } from '@/shell/use-account-locale';
import { Wordmark } from '@/ui/wordmark';
import styles from './studio-shell.module.css';

const AREAS = [
  { to: '/studio/videos', icon: IconMovie, label: 'studio.nav.videos' },
  { to: '/studio/categories', icon: IconCategory, label: 'studio.nav.categories' },
  { to: '/studio/genres', icon: IconMasksTheater, label: 'studio.nav.genres' },
  { to: '/studio/cast', icon: IconUsers, label: 'studio.nav.cast' },
] as const;
const OPERATORS_AREAS = [
  { to: '/studio/encoding', icon: IconCpu, label: 'studio.nav.jobs' },
  { to: '/studio/mail', icon: IconMail, label: 'studio.nav.mail' },
] as const;

/** The frame of every studio page: areas at the left, or under the thumb on phones. */
export function StudioShell({ me, children }: { me: Me; children: ReactNode }) {
  const intl = useIntl();
  const site = useQuery(siteQuery);
  const { canUseCatalogue, isOperator } = useSession();
  const areas = [...(canUseCatalogue ? AREAS : []), ...(isOperator ? OPERATORS_AREAS : [])];
  useAccountLocale();
  return (
    <div className={styles.shell}>
      <header className={styles.top}>
        <Link to="/studio" className={styles.home}>
          <Wordmark />
          <span className={styles.tag}>
            <FormattedMessage id="common.nav.studio" />
          </span>
        </Link>
        <div className={styles.tools}>
          {/* A plain link: it leaves the area, so the viewer's page starts without its code. */}
          <a href="/" className={styles.leave}>
            <IconHome size={20} aria-hidden="true" />
            <span className={styles.leaveText}>
              <FormattedMessage id="studio.nav.leave" />
            </span>
          </a>
          <LanguageMenu />
          <AccountMenu me={me} />
        </div>
      </header>
      <nav className={styles.nav} aria-label={intl.formatMessage({ id: 'common.nav.main' })}>
        {areas.map(({ to, icon: Icon, label }) => (
          <Link key={to} to={to} className={styles.link}>
            <Icon size={20} aria-hidden="true" />
            <FormattedMessage id={label} />
          </Link>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        {site.data?.insecure && <InsecureBanner />}
        <Suspense>{children}</Suspense>
      </main>
    </div>
  );
}
