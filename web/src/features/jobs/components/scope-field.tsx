import { useId } from 'react';
import { FormattedMessage } from 'react-intl';
import { SCOPES, type Scope } from '../api';
import styles from './scope-field.module.css';

type Props = { value: Scope; onChange: (scope: Scope) => void };

/** How much of a title is encoded again. */
export function ScopeField({ value, onChange }: Props) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend>
        <FormattedMessage id="studio.jobs.scope" />
      </legend>
      {SCOPES.map((scope) => (
        <label key={scope} className={styles.option}>
          <input
            type="radio"
            name={name}
            checked={scope === value}
            aria-describedby={`${name}-${scope}`}
            onChange={() => onChange(scope)}
          />
          <span>
            <FormattedMessage id={`studio.jobs.scope.${scope}`} />
          </span>
          <span id={`${name}-${scope}`} className={styles.text}>
            <FormattedMessage id={`studio.jobs.scope.${scope}Text`} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
