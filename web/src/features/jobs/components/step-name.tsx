import { FormattedMessage, useIntl } from 'react-intl';
import type { JobStep } from '@/api/studio-types';

type Props = { step: Pick<JobStep, 'kind' | 'segments' | 'rungs'> };

/** What a step makes: which part of the film in which picture sizes, where it makes such. */
export function StepName({ step: { kind, segments, rungs } }: Props) {
  const intl = useIntl();
  // Both families have the same sizes.
  const sizes = intl.formatList([...new Set(rungs)].map((height) => `${height}p`));
  if (kind === 'taken_over') {
    return <FormattedMessage id="studio.jobs.step.taken_over" values={{ sizes }} />;
  }
  if (kind !== 'chunk' || segments === null) {
    return <FormattedMessage id={`studio.jobs.step.${kind}`} />;
  }
  return (
    <FormattedMessage
      id="studio.jobs.step.chunk"
      values={{ first: segments.first + 1, last: segments.last + 1, sizes }}
    />
  );
}
