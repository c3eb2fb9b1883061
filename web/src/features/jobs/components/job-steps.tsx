import { Button } from '@mantine/core';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { JobStep } from '@/api/studio-types';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { useStepColumns } from '../hooks/use-step-columns';

type Row = JobStep & { id: string };

const isUnfinished = ({ state, attempts }: JobStep) => state !== 'done' || attempts > 0;

/** The steps of a job. A long film has hundreds: those that are done without trouble are shown on demand. */
export function JobSteps({ steps }: { steps: readonly JobStep[] }) {
  const intl = useIntl();
  const [all, setAll] = useState(false);
  const columns = useStepColumns();
  const rows: Row[] = steps.map((step) => ({ ...step, id: `${step.kind} ${step.number}` }));
  const unfinished = rows.filter(isUnfinished);
  const shown = all ? rows : unfinished;
  const done = rows.filter(({ state }) => state === 'done').length;
  return (
    <Panel
      title={intl.formatMessage({ id: 'studio.jobs.steps' })}
      hint={<FormattedMessage id="studio.jobs.stepsDone" values={{ done, all: rows.length }} />}
      aside={
        unfinished.length < rows.length && (
          <Button
            variant="default"
            size="compact-sm"
            aria-pressed={all}
            onClick={() => setAll(!all)}
          >
            <FormattedMessage id={all ? 'studio.jobs.fewerSteps' : 'studio.jobs.allSteps'} />
          </Button>
        )
      }
    >
      {shown.length > 0 && (
        <DataTable
          caption={intl.formatMessage({ id: 'studio.jobs.steps' })}
          rows={shown}
          columns={columns}
          nameOf={({ id }) => id}
          sorting={{ by: undefined, direction: 'asc', onSort: () => undefined }}
          selection={null}
          stale={false}
        />
      )}
    </Panel>
  );
}
