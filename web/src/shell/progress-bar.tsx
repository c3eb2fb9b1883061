import { useRouterState } from '@tanstack/react-router';
import styles from './progress-bar.module.css';

/** A thin line at the top while the next page is being fetched. */
export function ProgressBar() {
  const loading = useRouterState({ select: (state) => state.status === 'pending' });
  return <div className={styles.bar} data-loading={loading} aria-hidden="true" />;
}
