import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';
import styles from './toasts.module.css';

/** Where short messages appear; loaded apart from the first page. */
export default function Toasts() {
  return (
    <Notifications
      className={styles.toasts}
      position="bottom-center"
      zIndex={400}
      containerWidth={420}
    />
  );
}
