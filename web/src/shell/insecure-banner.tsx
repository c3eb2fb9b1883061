import { IconLockOpen } from '@tabler/icons-react';
import { FormattedMessage } from 'react-intl';
import styles from '@/ui/banner.module.css';

/** Shown while the site is served without TLS, which only a private address may do. */
export function InsecureBanner() {
  return (
    <aside className={styles.banner} data-tone="warning">
      <IconLockOpen size={18} aria-hidden="true" />
      <FormattedMessage id="common.insecure" />
    </aside>
  );
}
