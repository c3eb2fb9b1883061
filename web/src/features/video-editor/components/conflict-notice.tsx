import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { DraftField } from '../draft';
import type { DraftSaver } from '../draft-saver';
import styles from './save-status.module.css';

type Props = { saver: DraftSaver; fields: DraftField[] };

/** Two people changed the same fields; this one decides whose words stay. */
export function ConflictNotice({ saver, fields }: Props) {
  const intl = useIntl();
  const names = fields.map((field) => intl.formatMessage({ id: `studio.draft.${field}` }));
  return (
    <div className={styles.conflict} role="alert">
      <IconAlertTriangle size={22} aria-hidden="true" />
      <div>
        <p className={styles.conflictTitle}>
          <FormattedMessage id="studio.conflict.title" />
        </p>
        <p>
          <FormattedMessage id="studio.conflict.text" values={{ fields: intl.formatList(names) }} />
        </p>
      </div>
      <Button variant="default" onClick={() => saver.overwrite()}>
        <FormattedMessage id="studio.conflict.keep" />
      </Button>
      <Button onClick={() => saver.reload()}>
        <FormattedMessage id="studio.conflict.reload" />
      </Button>
    </div>
  );
}
