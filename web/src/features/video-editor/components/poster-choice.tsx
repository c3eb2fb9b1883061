import { useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { StudioVideo } from '@/api/studio-types';
import { formatClock } from '@/lib/format';
import styles from './poster-choice.module.css';

type Props = {
  poster: StudioVideo['poster'];
  /** The time that is chosen, or null for the encoder's choice. */
  value: number | null;
  busy: boolean;
  canChange: boolean;
  onChoose: (at: number | null) => void;
};

/**
 * Pictures of the film that would do as its thumbnail. Choosing is at once; only an uploaded picture is not given up for a
 * key pressed by chance. Loaded apart, so it asks for little: everything that is imported here is listed in the page.
 */
export default function PosterChoice({ poster, value, busy, canChange, onChoose }: Props) {
  const intl = useIntl();
  const name = useId();
  const isUploaded = poster.source === 'uploaded';
  return (
    <div className={styles.part}>
      <fieldset className={styles.choice} disabled={!canChange || isUploaded}>
        <legend className={styles.title}>
          <FormattedMessage id="studio.poster.title" />
        </legend>
        <div className={styles.options}>
          {poster.candidates.map(({ at_ms: at, url }) => (
            <label key={at} className={styles.option} data-shown={at === poster.at_ms}>
              <input
                type="radio"
                className="visually-hidden"
                name={name}
                checked={!isUploaded && at === value}
                onChange={() => onChoose(at)}
              />
              <img
                src={url}
                alt={intl.formatMessage({ id: 'studio.poster.at' }, { time: formatClock(at) })}
                loading="lazy"
                className={styles.picture}
              />
              <span aria-hidden="true">{formatClock(at)}</span>
            </label>
          ))}
        </div>
        <label className={styles.automatic}>
          <input
            type="radio"
            name={name}
            checked={!isUploaded && value === null}
            onChange={() => onChoose(null)}
          />
          <FormattedMessage id="studio.poster.automatic" />
        </label>
      </fieldset>
      {isUploaded && canChange && (
        <button type="button" className={styles.use} disabled={busy} onClick={() => onChoose(null)}>
          <FormattedMessage id="studio.poster.use" />
        </button>
      )}
    </div>
  );
}
