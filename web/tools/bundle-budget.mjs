// Fails when what a viewer downloads is heavier than the budgets, counted from Vite's manifest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = 'dist';
const KB = 1000;
const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));

function gzipped(file) {
  return gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
}

/** Every file that opening these manifest entries downloads: static imports and their styles. */
function closure(keys, seen = new Set()) {
  for (const key of keys) {
    const chunk = manifest[key];
    if (chunk && !seen.has(key)) {
      seen.add(key);
      closure(chunk.imports ?? [], seen);
    }
  }
  return seen;
}

function filesOf(keys) {
  const files = new Set();
  for (const key of keys) {
    files.add(manifest[key].file);
    for (const css of manifest[key].css ?? []) {
      files.add(css);
    }
  }
  return files;
}

function weigh(files, extension) {
  return [...files]
    .filter((file) => file.endsWith(extension))
    .reduce((sum, file) => sum + gzipped(file), 0);
}

function keysMatching(pattern) {
  const keys = Object.keys(manifest).filter((key) => pattern.test(key));
  if (keys.length === 0) {
    throw new Error(`no chunk matches ${pattern}`);
  }
  return keys;
}

const home = filesOf(
  closure(keysMatching(/^(_first-.*|src\/i18n\/locales\/pt-BR\/(common|viewer)\.json)$/)),
);
const watch = filesOf(closure(keysMatching(/^(src\/routes\/watch.*|_watch-hls-.*)$/)));
const extra = new Set([...watch].filter((file) => !home.has(file)));

// All pages of editors at once, beyond what every page has; and what the pages of operators add to them.
const STUDIO = /^src\/(routes\/studio.*|i18n\/locales\/ru\/studio\.json)$/;
// What those download who have films converted to sound, in the language with the longest words.
const CONVERSIONS = /^src\/(routes\/_viewer\/conversions.*|i18n\/locales\/ru\/conversions\.json)$/;
const OPERATORS = /^src\/(routes\/studio\/(encoding|mail)|i18n\/locales\/ru\/encoding\.json)/;
const editors = new Set(
  [...filesOf(closure(keysMatching(STUDIO).filter((key) => !OPERATORS.test(key))))].filter(
    (file) => !home.has(file),
  ),
);
const operators = new Set(
  [...filesOf(closure(keysMatching(OPERATORS)))].filter(
    (file) => !home.has(file) && !editors.has(file),
  ),
);

const conversions = new Set(
  [...filesOf(closure(keysMatching(CONVERSIONS)))].filter((file) => !home.has(file)),
);

// Letters of the language that needs most of them; those of other languages are fetched for names only.
const fonts = keysMatching(/\/onest-(latin|cyrillic)-wght-normal\.woff2$/).map(
  (key) => manifest[key].file,
);

const rows = [
  ['viewer home, script', weigh(home, '.js'), 200 * KB],
  ['viewer home, styles', weigh(home, '.css'), 25 * KB],
  ['viewer home, fonts', weigh(fonts, '.woff2'), 50 * KB],
  ['watch page adds', weigh(extra, '.js') + weigh(extra, '.css'), 260 * KB],
  ['studio adds', weigh(editors, '.js') + weigh(editors, '.css'), 150 * KB],
  ['conversions add', weigh(conversions, '.js') + weigh(conversions, '.css'), 50 * KB],
  ['operators add', weigh(operators, '.js') + weigh(operators, '.css'), 50 * KB],
];

const studio = [...home, ...extra].filter((file) => /assets\/studio-/.test(file));
let failed = studio.length > 0;
for (const file of studio) {
  console.error(`a viewer page downloads ${file}`);
}
for (const [name, size, limit] of rows) {
  const ok = size <= limit;
  failed ||= !ok;
  console.log(
    `${ok ? 'ok   ' : 'OVER '} ${name}: ${(size / KB).toFixed(1)} of ${limit / KB} kB gzipped`,
  );
}
process.exit(failed ? 1 : 0);
