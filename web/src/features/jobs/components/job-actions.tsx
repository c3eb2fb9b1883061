import { Button } from '@mantine/core';
import { IconBan, IconRefresh, IconRotateClockwise } from '@tabler/icons-react';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Job, Preset } from '@/api/studio-types';
import { ConfirmButton } from '@/ui/confirm-button';
import { PresetField } from '@/ui/preset-field';
import { isOpen, type Scope } from '../api';
import { useChangeJobs } from '../hooks/use-change-jobs';
import { ScopeField } from './scope-field';

/** What can be done with some jobs; each button takes those for which it makes sense. */
export function JobActions({ jobs }: { jobs: readonly Job[] }) {
  const intl = useIntl();
  const { mutate, isPending, variables } = useChangeJobs();
  const [preset, setPreset] = useState<Preset>();
  const [scope, setScope] = useState<Scope>('all');
  const idsOf = (fits: (job: Job) => boolean) => jobs.filter(fits).map(({ id }) => id);
  const open = idsOf(isOpen);
  const stopped = idsOf(({ status }) => status === 'failed' || status === 'cancelled');
  const completed = idsOf(({ status }) => status === 'completed');
  const pending = (action: string) => isPending && variables.action === action;
  return (
    <>
      {stopped.length > 0 && (
        <Button
          loading={pending('retry')}
          leftSection={<IconRefresh size={18} aria-hidden="true" />}
          onClick={() => mutate({ action: 'retry', ids: stopped })}
        >
          <FormattedMessage id="studio.jobs.retry" />
        </Button>
      )}
      {completed.length > 0 && (
        <ConfirmButton
          variant="default"
          loading={pending('reencode')}
          leftSection={<IconRotateClockwise size={18} aria-hidden="true" />}
          question={intl.formatMessage(
            { id: 'studio.jobs.reencodeQuestion' },
            { count: completed.length },
          )}
          explanation={
            <>
              <FormattedMessage id="studio.jobs.reencodeText" />
              <ScopeField value={scope} onChange={setScope} />
              <PresetField
                label={intl.formatMessage({ id: 'studio.jobs.preset' })}
                otherwise={intl.formatMessage({ id: 'studio.jobs.preset.asBefore' })}
                value={preset}
                onChange={setPreset}
              />
            </>
          }
          confirmLabel={intl.formatMessage({ id: 'studio.jobs.reencode' })}
          onConfirm={() =>
            mutate({ action: 'reencode', ids: completed, scope, ...(preset && { preset }) })
          }
        >
          <FormattedMessage id="studio.jobs.reencode" />
        </ConfirmButton>
      )}
      {open.length > 0 && (
        <ConfirmButton
          variant="default"
          dangerous
          loading={pending('cancel')}
          leftSection={<IconBan size={18} aria-hidden="true" />}
          question={intl.formatMessage(
            { id: 'studio.jobs.cancelQuestion' },
            { count: open.length },
          )}
          explanation={<FormattedMessage id="studio.jobs.cancelText" />}
          confirmLabel={intl.formatMessage({ id: 'studio.jobs.cancelConfirm' })}
          onConfirm={() => mutate({ action: 'cancel', ids: open })}
        >
          <FormattedMessage id="studio.jobs.cancel" />
        </ConfirmButton>
      )}
    </>
  );
}
