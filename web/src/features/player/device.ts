import { randomId } from '@/lib/random-id';

const STORAGE_KEY = 'codeflix.device';

/** Names this browser to the stream limit; made once, and kept. */
export function deviceId(): string {
  const known = localStorage.getItem(STORAGE_KEY);
  if (known !== null) {
    return known;
  }
  const made = randomId();
  localStorage.setItem(STORAGE_KEY, made);
  return made;
}

const BROWSERS: [name: string, mark: RegExp][] = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: [name: string, mark: RegExp][] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** What its owner would call it, such as "Firefox on Android" without the words between. */
export function deviceName(agent = navigator.userAgent): string {
  const browser = BROWSERS.find(([, mark]) => mark.test(agent))?.[0];
  const system = SYSTEMS.find(([, mark]) => mark.test(agent))?.[0];
  return [browser, system].filter(Boolean).join(' · ') || 'Browser';
}
