import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { siteQuery } from '@/session/api';
import { BottomNav } from '@/shell/bottom-nav';
import { Footer } from '@/shell/footer';
import { Header } from '@/shell/header';
import { InsecureBanner } from '@/shell/insecure-banner';
import { useAccountLocale } from '@/shell/use-account-locale';
import styles from './viewer-shell.module.css';

/** The frame of every viewer page: banner, header, page, footer, and a bottom bar on phones. */
export function ViewerShell({ children }: { children: ReactNode }) {
  const site = useQuery(siteQuery);
  useAccountLocale();
  return (
    <div className={styles.shell}>
      {site.data?.insecure && <InsecureBanner />}
      <Header />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Suspense>{children}</Suspense>
      </main>
      <Footer />
      <BottomNav />
    </div>
  );
}
