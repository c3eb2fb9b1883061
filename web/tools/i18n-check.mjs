// Compares every area's translations with English (keys, placeholders, plural structure), and the
// message ids used in the source with those that exist.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOCALES_DIR = 'src/i18n/locales';
const SOURCE = 'en';

const locales = readdirSync(LOCALES_DIR);
const areas = readdirSync(join(LOCALES_DIR, SOURCE)).map((file) => file.replace('.json', ''));

/** `formatjs verify` wants one folder with a file per language. */
function verifyArea(area) {
  const folder = mkdtempSync(join(tmpdir(), 'codeflix-i18n-'));
  try {
    for (const locale of locales) {
      cpSync(join(LOCALES_DIR, locale, `${area}.json`), join(folder, `${locale}.json`));
    }
    execFileSync(
      'node_modules/.bin/formatjs',
      [
        'verify',
        '--source-locale',
        SOURCE,
        '--missing-keys',
        '--extra-keys',
        '--structural-equality',
        ...locales.map((locale) => join(folder, `${locale}.json`)),
      ],
      { stdio: 'inherit' },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sourceText() {
  return readdirSync('src', { recursive: true })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|gen)\.tsx?$/.test(file))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n');
}

/** Ids nobody asks for; an id built from parts counts as used when its constant beginning occurs. */
function unusedIds() {
  const source = sourceText();
  const dynamic = [
    ...source.matchAll(/`((?:common|viewer|studio|conversions)\.[\w.]*\.)\$\{/g),
  ].map(([, prefix]) => prefix);
  return areas
    .flatMap((area) =>
      Object.keys(JSON.parse(readFileSync(join(LOCALES_DIR, SOURCE, `${area}.json`), 'utf8'))),
    )
    .filter((id) => !source.includes(`'${id}'`) && !source.includes(`"${id}"`))
    .filter((id) => !dynamic.some((prefix) => id.startsWith(prefix)));
}

for (const area of areas) {
  verifyArea(area);
}
const unused = unusedIds();
if (unused.length > 0) {
  console.error(`messages that no source file uses:\n  ${unused.join('\n  ')}`);
  process.exit(1);
}
console.log(`${areas.length} areas in ${locales.length} languages agree`);
