import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, PHONE } from './browser.ts';
import { RESULTS } from './folders.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let serial = 0;

/** Looks at a page on a phone and on a desktop: it fits, and axe finds nothing in it. */
export async function look(page: Page, name: string): Promise<void> {
  serial += 1;
  const file = `${String(serial).padStart(2, '0')}-${name}`;
  for (const [device, size] of [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const) {
    await page.setViewportSize(size);
    await picturesLoaded(page);
    await page.screenshot({ path: join(RESULTS, `${file}-${device}.png`) });
    expect(await overflow(page), `${name} is wider than a ${device}`).toBeLessThanOrEqual(0);
    expect(await violations(page), `axe on ${name} on a ${device}`).toEqual([]);
  }
}

/** What is in view; what lies further down is not fetched before it is scrolled to. */
async function picturesLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.images].every((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return image.complete || bottom < 0 || top > innerHeight;
    }),
  );
}

export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(AXE);
  }
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run: (o: object) => Promise<AxeResults> } };
    return axe.run({ resultTypes: ['violations'] });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary}`),
  );
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
