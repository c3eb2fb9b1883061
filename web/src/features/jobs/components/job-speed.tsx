import { FormattedMessage, useIntl } from 'react-intl';

/** Seconds of film that are encoded in a second; a dash while nobody knows. */
export function JobSpeed({ speed }: { speed: number | null }) {
  const intl = useIntl();
  return speed === null ? (
    '–'
  ) : (
    <FormattedMessage
      id="studio.jobs.times"
      values={{ speed: intl.formatNumber(speed, { maximumFractionDigits: speed < 10 ? 1 : 0 }) }}
    />
  );
}
