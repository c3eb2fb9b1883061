import { FormattedMessage, useIntl } from 'react-intl';
import type { Film } from '@/api/studio-types';
import type { MessageIds } from '@/i18n/types';
import { formatDuration } from '@/lib/format';
import { Meter } from '@/ui/meter';
import { RungMeters } from '@/ui/rung-meters';
import styles from './film-state.module.css';

/** How far an encode is, in all and for each picture size. */
export function EncodeProgress({ film }: { film: Film }) {
  const intl = useIntl();
  const { encoding } = film;
  const progress = encoding?.progress ?? film.progress;
  const stageId = `studio.encode.stage.${encoding?.stage ?? 'queued'}`;
  const stage = stageId in intl.messages ? stageId : 'studio.encode.stage.encoding';
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <span>
          <FormattedMessage id={stage as MessageIds} />
        </span>
        <span className={styles.number}>
          {intl.formatNumber(Math.floor(progress) / 100, { style: 'percent' })}
        </span>
      </div>
      <Meter value={progress} label={intl.formatMessage({ id: 'studio.encode.progress' })} />
      <p className={styles.facts}>
        {encoding?.remaining_s != null && (
          <FormattedMessage
            id="studio.upload.remaining"
            values={{ time: formatDuration(intl, encoding.remaining_s * 1000) }}
          />
        )}
        {encoding?.remaining_s != null && encoding.speed != null && ' · '}
        {encoding?.speed != null && (
          <FormattedMessage
            id="studio.encode.speed"
            values={{ speed: intl.formatNumber(encoding.speed, { maximumFractionDigits: 1 }) }}
          />
        )}
      </p>
      {encoding && encoding.rungs.length > 0 && <RungMeters rungs={encoding.rungs} />}
    </div>
  );
}
