import { FormattedMessage, useIntl } from 'react-intl';
import type { JobStep } from '@/api/studio-types';

type Props = { step: Pick<JobStep, 'kind' | 'segments' | 'rungs'> };

/** What a step makes: for a chunk, which part of the film in which picture sizes. */
export function StepName({ step: { kind, segments, rungs } }: Props) {
  const intl = useIntl();
  if (kind !== 'chunk' || segments === null) {
    return <FormattedMessage id={`studio.jobs.step.${kind}`} />;
  }
  return (
    <FormattedMessage
      id="studio.jobs.step.chunk"
      values={{
        first: segments.first + 1,
        last: segments.last + 1,
        sizes: intl.formatList(rungs.map((height) => `${height}p`)),
      }}
    />
  );
}
