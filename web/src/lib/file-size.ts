import type { IntlShape } from 'react-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const STEP = 1000;

function scaled(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  let value = bytes;
  let index = 0;
  while (value >= STEP && index < UNITS.length - 1) {
    value /= STEP;
    index += 1;
  }
  return { value, unit: UNITS[index] ?? 'byte' };
}

/** Bytes as people read them, such as "1.4 GB". */
export function formatBytes(intl: IntlShape, bytes: number): string {
  const { value, unit } = scaled(bytes);
  return intl.formatNumber(value, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}

/** A speed, such as "12 MB/s". */
export function formatSpeed(intl: IntlShape, bytesPerSecond: number): string {
  const { value, unit } = scaled(bytesPerSecond);
  return intl.formatNumber(value, {
    style: 'unit',
    unit: `${unit}-per-second`,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}
