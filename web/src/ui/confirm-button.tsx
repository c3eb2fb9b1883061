import { Button, type ButtonProps, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

type Props = ButtonProps & {
  question: string;
  explanation: ReactNode;
  confirmLabel: string;
  /** Paints the confirming button as destructive. */
  dangerous?: boolean;
  onConfirm: () => void;
};

/** A button whose action needs a second look first. */
export function ConfirmButton({
  question,
  explanation,
  confirmLabel,
  dangerous = false,
  onConfirm,
  ...button
}: Props) {
  const intl = useIntl();
  const ask = () =>
    modals.openConfirmModal({
      title: question,
      centered: true,
      children: (
        <Text component="div" c="var(--text-2)">
          {explanation}
        </Text>
      ),
      labels: { confirm: confirmLabel, cancel: intl.formatMessage({ id: 'common.cancel' }) },
      confirmProps: dangerous ? { color: 'var(--danger)', c: 'var(--on-brand)' } : {},
      closeButtonProps: { 'aria-label': intl.formatMessage({ id: 'common.close' }) },
      onConfirm,
    });
  return <Button {...button} onClick={ask} />;
}
