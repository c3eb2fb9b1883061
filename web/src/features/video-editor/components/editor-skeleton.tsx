import { useIntl } from 'react-intl';
import { Skeleton } from '@/ui/skeleton';
import styles from './video-editor.module.css';

/** The grey shape of the page while its video is on its way. */
export function EditorSkeleton() {
  const intl = useIntl();
  return (
    <div role="status" aria-label={intl.formatMessage({ id: 'common.loading' })}>
      <div className={styles.header}>
        <Skeleton height={20} width="90px" />
        <Skeleton height={36} width="min(420px, 70%)" />
      </div>
      <div className={styles.columns}>
        <div className={styles.aside}>
          <Skeleton height={240} />
          <Skeleton height={220} />
        </div>
        <div className={styles.main}>
          <Skeleton height={380} />
          <Skeleton height={280} />
        </div>
      </div>
    </div>
  );
}
