import { IconWifiOff } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './banner.module.css';

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
}

/** Says that the device has lost its network, for as long as that lasts. */
export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className={styles.floating}>
      {!online && (
        <p className={styles.banner} data-tone="info" data-shape="pill">
          <IconWifiOff size={18} aria-hidden="true" />
          <FormattedMessage id="common.offline" />
        </p>
      )}
    </div>
  );
}
