import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { REPOSITORY } from './folders.ts';

export const LOCALES = ['en', 'pt-BR', 'ru'] as const;
export type Locale = (typeof LOCALES)[number];
type Words = (id: string) => string | undefined;

const AREAS = ['common', 'viewer', 'studio', 'encoding', 'conversions'];

/** The words of the app in one language. */
export function wordsIn(locale: Locale): Words {
  const folder = join(REPOSITORY, 'web', 'src', 'i18n', 'locales', locale);
  const files = AREAS.map((area) => JSON.parse(readFileSync(join(folder, `${area}.json`), 'utf8')));
  const words: Record<string, string> = Object.assign({}, ...files);
  return (id) => words[id];
}

/** Ids of messages that people would read or hear. */
export function rawKeys(page: Page): Promise<string[]> {
  return page.evaluate((areas) => {
    const spoken = [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')];
    const texts = spoken.flatMap((element) =>
      ['aria-label', 'title', 'alt', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    const all = [document.title, document.body.textContent, ...texts].join('\n');
    return all.match(new RegExp(`\\b(${areas.join('|')})(\\.[A-Za-z]\\w*)+`, 'g')) ?? [];
  }, AREAS);
}

/** What does not fit: a page that scrolls sideways, and text that is cut off or leaves its box. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // What measures itself has seen a change of size a frame later.
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise(requestAnimationFrame);
    }
    const found = new Set<string>();
    const wider = document.documentElement.scrollWidth - innerWidth;
    if (wider > 0) {
      found.add(`the page scrolls by ${wider} pixels`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const words = text.textContent?.trim();
      if (!words || !text.parentElement?.checkVisibility({ visibilityProperty: true })) {
        continue;
      }
      range.selectNodeContents(text);
      const { left, right, width } = range.getBoundingClientRect();
      const box = boxOf(text.parentElement);
      if (width > 0 && box && (left < box.left - 1 || right > box.right + 1)) {
        const [from, to] = [Math.round(left - box.left), Math.round(right - box.left)];
        found.add(`“${words}” ${from}–${to} in ${box.name} 0–${Math.round(box.right - box.left)}`);
      }
    }
    return [...found];

    /** What text must stay inside of; null where it may be wider, for it scrolls, ends in dots or is for the ear. */
    function boxOf(parent: Element) {
      for (let at: Element | null = parent; at; at = at.parentElement) {
        const { display, overflowX, textOverflow } = getComputedStyle(at);
        const { left, right, width } = at.getBoundingClientRect();
        if (textOverflow === 'ellipsis' || /auto|scroll/.test(overflowX) || width <= 1) {
          return null;
        }
        const holds = /hidden|clip/.test(overflowX) || at.matches('a, button, label, th, td, li');
        if (holds && !/inline$|contents/.test(display) && at !== document.body) {
          return { left, right, name: `${at.localName}.${at.className}` };
        }
      }
      return { left: 0, right: innerWidth, name: 'the page' };
    }
  });
}

/** Whatever moves by itself for longer than a blink. */
export function movements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap(({ effect }) => {
      const lasts = Number(effect?.getComputedTiming().activeDuration);
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return lasts > 1 ? [`${target?.localName}.${target?.className} for ${lasts} ms`] : [];
    }),
  );
}

/** Borders of a single pixel. */
export function thinBorders(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const thin = [...document.querySelectorAll('body *')].filter((element) => {
      const style = getComputedStyle(element);
      const widths = ['top', 'right', 'bottom', 'left'].map((side) =>
        Number.parseFloat(style.getPropertyValue(`border-${side}-width`)),
      );
      return element.checkVisibility() && widths.some((width) => width > 0 && width < 2);
    });
    return [...new Set(thin.map((element) => `${element.localName}.${element.className}`))];
  });
}
