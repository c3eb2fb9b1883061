const KEY = 'codeflix.player.speed';
/** A line that was measured longer ago may be another one. */
const KEPT_MS = 24 * 60 * 60 * 1000;

type Measured = { bps: number; at: number };

/** What the line last carried on this device, or what the browser takes it for, bit/s; unknown to some browsers. */
export function knownLineSpeed(now: number): number | undefined {
  const measured = parse(localStorage.getItem(KEY));
  if (measured && now - measured.at < KEPT_MS) {
    return measured.bps;
  }
  const { connection } = navigator as { connection?: { downlink?: number } };
  return connection?.downlink ? connection.downlink * 1e6 : undefined;
}

export function rememberLineSpeed(bps: number, now: number): void {
  if (Number.isFinite(bps) && bps > 0) {
    localStorage.setItem(KEY, JSON.stringify({ bps: Math.round(bps), at: now }));
  }
}

function parse(text: string | null): Measured | null {
  try {
    const { bps, at } = JSON.parse(text ?? 'null') ?? {};
    return typeof bps === 'number' && bps > 0 && typeof at === 'number' ? { bps, at } : null;
  } catch {
    return null;
  }
}
