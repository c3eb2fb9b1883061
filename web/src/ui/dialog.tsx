import '@mantine/core/styles/Modal.layer.css';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import styles from './dialog.module.css';

type Props = {
  opened: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
};

/** A box over the page that keeps the focus until it is closed. */
export function Dialog({ opened, title, onClose, children }: Props) {
  const intl = useIntl();
  return (
    <Modal.Root
      opened={opened}
      centered
      onClose={onClose}
      size={480}
      radius={16}
      classNames={{ content: styles.content }}
    >
      <Modal.Overlay />
      {/* Its name from the first moment on: Mantine points to the title only once that is there. */}
      <Modal.Content aria-label={title}>
        {/* Not Mantine's own head: that is a second banner landmark for those who hear the page. */}
        <div className={styles.header}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={intl.formatMessage({ id: 'common.close' })} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
