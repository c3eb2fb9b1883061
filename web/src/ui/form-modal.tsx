import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { Dialog } from '@/ui/dialog';
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
  return (
    <Dialog opened title={props.title} onClose={props.onClose}>
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
    </Dialog>
  );
}
