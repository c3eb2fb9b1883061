import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Dialog } from '@/ui/dialog';
import styles from './confirm-button.module.css';

type Props = ButtonProps & {
  question: string;
  explanation: ReactNode;
  confirmLabel: string;
  /** Where “Cancel” could be taken for the action itself. */
  dismissLabel?: string;
  /** Paints the confirming button as destructive. */
  dangerous?: boolean;
  onConfirm: () => void;
};

/** A button whose action needs a second look first. */
export function ConfirmButton({
  question,
  explanation,
  confirmLabel,
  dismissLabel,
  dangerous = false,
  onConfirm,
  ...button
}: Props) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} />
      <Dialog opened={open} title={question} onClose={close}>
        <div className={styles.text}>{explanation}</div>
        <div className={styles.actions}>
          <Button variant="default" onClick={close} data-autofocus>
            {dismissLabel ?? <FormattedMessage id="common.cancel" />}
          </Button>
          <Button
            className={dangerous ? styles.danger : undefined}
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {confirmLabel}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
