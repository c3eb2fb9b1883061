import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconLoader2,
  IconPencil,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { DraftSaver, SaverView, SaveState } from '../draft-saver';
import styles from './save-status.module.css';

const ICONS: Record<SaveState, ReactNode> = {
  saved: <IconCheck size={17} aria-hidden="true" />,
  dirty: <IconPencil size={17} aria-hidden="true" />,
  saving: <IconLoader2 size={17} className={styles.turning} aria-hidden="true" />,
  invalid: <IconAlertTriangle size={17} aria-hidden="true" />,
  refused: <IconAlertTriangle size={17} aria-hidden="true" />,
  conflict: <IconAlertTriangle size={17} aria-hidden="true" />,
  lost: <IconCloudOff size={17} aria-hidden="true" />,
};

/** Whether everything that stands in the form is with the server. */
export function SaveStatus({ saver, view }: { saver: DraftSaver; view: SaverView }) {
  return (
    <div className={styles.row}>
      <p className={styles.status} data-state={view.state} role="status">
        {ICONS[view.state]}
        <FormattedMessage id={`studio.save.${view.state}`} />
      </p>
      {!saver.auto && view.state !== 'saved' && view.state !== 'conflict' && (
        <Button
          size="compact-md"
          loading={view.state === 'saving'}
          disabled={view.state === 'invalid'}
          onClick={() => saver.flush()}
        >
          <FormattedMessage id="studio.form.save" />
        </Button>
      )}
    </div>
  );
}
