import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { notify } from '@/lib/notify';
import { refusalText } from '@/lib/refusal-text';
import { ConfirmButton } from '@/ui/confirm-button';

type Props = { ids: string[]; onDelete: (ids: string[]) => Promise<void> };

/** Deletes all marked rows, after a second look. */
export function DeleteChosen({ ids, onDelete }: Props) {
  const intl = useIntl();
  const [deleting, setDeleting] = useState(false);
  const count = ids.length;
  const remove = async () => {
    setDeleting(true);
    try {
      await onDelete(ids);
      notify(intl.formatMessage({ id: 'studio.list.deleted' }, { count }));
    } catch (error) {
      notify(refusalText(intl, error), 'failed');
    } finally {
      setDeleting(false);
    }
  };
  return (
    <ConfirmButton
      variant="default"
      dangerous
      loading={deleting}
      leftSection={<IconTrash size={18} aria-hidden="true" />}
      question={intl.formatMessage({ id: 'studio.list.deleteQuestion' }, { count })}
      explanation={<FormattedMessage id="studio.list.deleteText" />}
      confirmLabel={intl.formatMessage({ id: 'studio.list.deleteConfirm' }, { count })}
      onConfirm={remove}
    >
      <FormattedMessage id="studio.list.delete" />
    </ConfirmButton>
  );
}
