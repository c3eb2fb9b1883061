import '@mantine/core/styles/Combobox.layer.css';
import { NativeSelect } from '@mantine/core';
import { useIntl } from 'react-intl';
import { PRESETS, type Preset } from '@/api/studio-types';
import styles from './preset-field.module.css';

type Props = {
  label: string;
  /** What holds if nothing is chosen. */
  otherwise: string;
  value: Preset | undefined;
  onChange: (preset: Preset | undefined) => void;
};

/** How much work a frame of a title is worth. */
export function PresetField({ label, otherwise, value, onChange }: Props) {
  const intl = useIntl();
  const named = PRESETS.map((preset) => ({
    value: preset,
    label: intl.formatMessage({ id: `studio.preset.${preset}` }),
  }));
  return (
    <NativeSelect
      className={styles.field}
      label={label}
      data={[{ value: '', label: otherwise }, ...named]}
      value={value ?? ''}
      onChange={(event) => onChange(PRESETS.find((preset) => preset === event.currentTarget.value))}
    />
  );
}
