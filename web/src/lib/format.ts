import type { IntlShape } from 'react-intl';

const MINUTE_MS = 60_000;

/** A running time in words, such as "1 h 32 min"; under a minute it counts seconds. */
export function formatDuration(intl: IntlShape, durationMs: number): string {
  if (durationMs < MINUTE_MS) {
    const seconds = Math.max(1, Math.round(durationMs / 1000));
    return intl.formatMessage({ id: 'common.duration.seconds' }, { seconds });
  }
  const total = Math.round(durationMs / MINUTE_MS);
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  return hours === 0
    ? intl.formatMessage({ id: 'common.duration.minutes' }, { minutes })
    : intl.formatMessage({ id: 'common.duration.hours' }, { hours, minutes });
}

/** A position as a clock: 65,000 ms is "1:05". */
export function formatClock(positionMs: number): string {
  const total = Math.floor(positionMs / 1000);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours === 0
    ? `${minutes}:${seconds}`
    : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A stable number in [0, 360) from any id (FNV-1a), for colours that never change between visits. */
export function hueOf(id: string): number {
  let hash = FNV_OFFSET;
  for (const char of id) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), FNV_PRIME);
  }
  return (hash >>> 0) % 360;
}
