import { NativeSelect } from '@mantine/core';
import { useIntl } from 'react-intl';
import { PRESETS, type Preset } from '../api';
import styles from './preset-field.module.css';

type Props = { value: Preset | undefined; onChange: (preset: Preset | undefined) => void };

/** How much work a frame is worth when a title is encoded again. */
export function PresetField({ value, onChange }: Props) {
  const intl = useIntl();
  const named = PRESETS.map((preset) => ({
    value: preset,
    label: intl.formatMessage({ id: `studio.jobs.preset.${preset}` }),
  }));
  return (
    <NativeSelect
      className={styles.field}
      label={intl.formatMessage({ id: 'studio.jobs.preset' })}
      data={[
        { value: '', label: intl.formatMessage({ id: 'studio.jobs.preset.asBefore' }) },
        ...named,
      ]}
      value={value ?? ''}
      onChange={(event) => onChange(PRESETS.find((preset) => preset === event.currentTarget.value))}
    />
  );
}
