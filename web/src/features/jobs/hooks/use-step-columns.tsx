import { useIntl } from 'react-intl';
import type { JobStep } from '@/api/studio-types';
import { formatDuration } from '@/lib/format';
import { codeText } from '@/lib/refusal-text';
import type { Column } from '@/ui/data-table';
import { Meter } from '@/ui/meter';
import { JobStatus } from '../components/job-status';
import { StepName } from '../components/step-name';
import { shortName } from '../components/worker-tasks';

function took({ started_at, ended_at }: JobStep): number | null {
  return started_at && ended_at ? Date.parse(ended_at) - Date.parse(started_at) : null;
}

export function useStepColumns(): Column<JobStep>[] {
  const intl = useIntl();
  return [
    {
      key: 'step',
      label: intl.formatMessage({ id: 'studio.jobs.step' }),
      cell: (step) => <StepName step={step} />,
    },
    {
      key: 'state',
      label: intl.formatMessage({ id: 'studio.list.status' }),
      fixed: true,
      cell: ({ state, progress }) =>
        progress === null ? (
          <JobStatus status={state} />
        ) : (
          <>
            <JobStatus status={state} />
            <Meter
              slim
              value={progress}
              label={intl.formatMessage({ id: 'studio.encode.progress' })}
            />
          </>
        ),
    },
    {
      key: 'worker',
      label: intl.formatMessage({ id: 'studio.jobs.workerColumn' }),
      wide: true,
      cell: ({ worker }) => (worker ? shortName(worker) : '–'),
    },
    {
      key: 'attempts',
      label: intl.formatMessage({ id: 'studio.jobs.failedTries' }),
      wide: true,
      end: true,
      cell: ({ attempts }) => intl.formatNumber(attempts),
    },
    {
      key: 'error',
      label: intl.formatMessage({ id: 'studio.mail.error' }),
      wide: true,
      cell: ({ error_code, error }) => error_code && codeText(intl, error_code, error),
    },
    {
      key: 'took',
      label: intl.formatMessage({ id: 'studio.jobs.took' }),
      wide: true,
      end: true,
      fixed: true,
      cell: (step) => {
        const duration = took(step);
        return duration === null ? '–' : formatDuration(intl, duration);
      },
    },
  ];
}
