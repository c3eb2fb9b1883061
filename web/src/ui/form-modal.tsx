import '@mantine/core/styles/Modal.layer.css';
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from './form-modal.module.css';

type Props = {
  title: string;
  onClose: () => void;
  onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  saving: boolean;
  /** What went wrong where no single field is to blame. */
  error?: string | undefined;
  submitLabel: string;
  children: ReactNode;
};

/** A short form over the page. */
export function FormModal(props: Props) {
  const intl = useIntl();
  return (
    <Modal
      opened
      centered
      onClose={props.onClose}
      title={props.title}
      radius={16}
      size={480}
      classNames={{
        title: styles.title,
        content: styles.content,
        header: styles.header,
        inner: styles.inner,
      }}
      closeButtonProps={{ 'aria-label': intl.formatMessage({ id: 'common.close' }) }}
    >
      <form noValidate onSubmit={props.onSubmit} className={styles.form}>
        {props.children}
        {props.error && (
          <p className={styles.error} role="alert">
            {props.error}
          </p>
        )}
        <div className={styles.actions}>
          <Button variant="default" onClick={props.onClose}>
            <FormattedMessage id="common.cancel" />
          </Button>
          <Button type="submit" loading={props.saving}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
