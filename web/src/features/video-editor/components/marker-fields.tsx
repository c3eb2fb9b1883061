import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { formatClock } from '@/lib/format';
import { parseClock } from '../clock';
import type { VideoDraft } from '../draft';
import type { DraftForm } from '../hooks/use-draft';
import styles from './fields.module.css';

type Marker = keyof VideoDraft['markers'];
const MARKERS: readonly Marker[] = ['intro_start_ms', 'intro_end_ms', 'credits_start_ms'];

/** Where the intro lies and the credits begin, for the viewers' skip buttons. */
export function MarkerFields({ form }: { form: DraftForm }) {
  const { markers } = form.values;
  return (
    <div className={styles.trio}>
      {MARKERS.map((marker) => (
        <MarkerField
          key={marker}
          marker={marker}
          value={markers[marker]}
          error={form.errors.markers}
          onChange={(at) => form.setFieldValue('markers', { ...markers, [marker]: at })}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  marker: Marker;
  value: number | null;
  error: React.ReactNode;
  onChange: (at: number | null) => void;
};

function MarkerField({ marker, value, error, onChange }: FieldProps) {
  const intl = useIntl();
  // While it is being typed the text stands for itself; afterwards the draft decides.
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : parseClock(typed);
  return (
    <TextInput
      label={intl.formatMessage({ id: `studio.marker.${marker}` })}
      placeholder="0:00"
      inputMode="text"
      value={typed ?? (value === null ? '' : formatClock(value))}
      error={parsed === undefined ? intl.formatMessage({ id: 'studio.marker.format' }) : error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null && parsed !== undefined) {
          onChange(parsed);
          setTyped(null);
        }
      }}
    />
  );
}
