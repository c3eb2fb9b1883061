import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Selection } from '@/lib/use-selection';
import { ConfirmButton } from '@/ui/confirm-button';
import styles from './bulk-bar.module.css';

type Props = { selection: Selection; deleting: boolean; onDelete: () => void };

/** What can be done with all marked rows at once. */
export function BulkBar({ selection, deleting, onDelete }: Props) {
  const intl = useIntl();
  const count = selection.ids.length;
  return (
    <section className={styles.bar} aria-label={intl.formatMessage({ id: 'studio.list.bulk' })}>
      <p className={styles.count} role="status">
        <FormattedMessage id="studio.list.selected" values={{ count }} />
      </p>
      <Button variant="subtle" color="gray" onClick={selection.clear}>
        <FormattedMessage id="studio.list.clear" />
      </Button>
      <ConfirmButton
        variant="default"
        dangerous
        loading={deleting}
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        question={intl.formatMessage({ id: 'studio.list.deleteQuestion' }, { count })}
        explanation={<FormattedMessage id="studio.list.deleteText" />}
        confirmLabel={intl.formatMessage({ id: 'studio.list.deleteConfirm' }, { count })}
        onConfirm={onDelete}
      >
        <FormattedMessage id="studio.list.delete" />
      </ConfirmButton>
    </section>
  );
}
