import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { siteQuery } from '@/session/api';
import { Wordmark } from '@/ui/wordmark';
import styles from './footer.module.css';

export function Footer() {
  const site = useQuery(siteQuery);
  return (
    <footer className={styles.footer}>
      <Wordmark />
      <p className={styles.text}>
        <FormattedMessage id="common.footer.about" />
      </p>
      {site.data && (
        <p className={styles.text}>
          <FormattedMessage id="common.footer.version" values={{ version: site.data.version }} />
        </p>
      )}
    </footer>
  );
}
