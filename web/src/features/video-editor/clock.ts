/** Reads "1:05", "1:02:03" or "65" as milliseconds; `null` for nothing, `undefined` for anything else. */
export function parseClock(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return null;
  }
  if (!/^\d{1,5}(:\d{1,2}){0,2}$/.test(trimmed)) {
    return undefined;
  }
  const [seconds = 0, ...larger] = trimmed.split(':').map(Number).reverse();
  if (larger.length > 0 && (seconds > 59 || (larger.length > 1 && (larger[0] ?? 0) > 59))) {
    return undefined;
  }
  return (seconds + (larger[0] ?? 0) * 60 + (larger[1] ?? 0) * 3600) * 1000;
}
