import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './support/api.ts';
import { DESKTOP, meet, openBrowser, type Person, PHONE } from './support/browser.ts';
import { type Codeflix, lastWords, startCodeflix } from './support/codeflix.ts';
import { makeMiniature } from './support/films.ts';
import { type Furniture, furnish } from './support/furniture.ts';
import {
  LOCALES,
  type Locale,
  misfits,
  movements,
  rawKeys,
  thinBorders,
  wordsIn,
} from './support/inspect.ts';
import { violations } from './support/look.ts';
import { operatorRoutes, type Route, subscriberRoutes, visitorRoutes } from './support/routes.ts';
import { becomeOperator, signUp } from './support/sign-up.ts';

const PEOPLE = ['visitor', 'subscriber', 'operator'] as const;
type Name = (typeof PEOPLE)[number];
const ROUTES = {
  visitor: visitorRoutes,
  subscriber: subscriberRoutes,
  operator: operatorRoutes,
};
/** The last is a desktop that shows everything four times as large. */
const WIDTHS = [1280, 390, 320];

let codeflix: Codeflix;
let browser: Browser;
let film: { folder: string; file: string };
let furniture: Furniture;
let people: Record<Name, Person>;

beforeAll(async () => {
  [codeflix, browser, film] = await Promise.all([startCodeflix(), openBrowser(), makeMiniature()]);
  people = {
    visitor: await meet(browser, codeflix.url),
    subscriber: await meet(browser, codeflix.url),
    operator: await meet(browser, codeflix.url),
  };
  await people.operator.page.goto(codeflix.setupLink);
  await becomeOperator(people.operator.page);
  furniture = await furnish(people.operator.page, film.file);
  await subscribe(people.subscriber.page);
  await people.visitor.page.goto('/');
});

afterAll(async () => {
  await browser?.close();
  const code = await codeflix?.stop();
  rmSync(film.folder, { recursive: true, force: true });
  expect(code, `the exit code of codeflix\n${lastWords()}`).toBe(0);
});

/** Makes an account with a subscription on trial, and a title to come back to. */
async function subscribe(page: Page): Promise<void> {
  await page.goto(`/sign-up?price=${furniture.price}`);
  await signUp(page, { name: 'Viewer', email: 'viewer@example.com', password: 'popcorn please 2' });
  await ask(page, 'POST', '/api/v1/subscriptions', {
    data: { price_id: furniture.price },
    headers: { 'idempotency-key': 'pages' },
  });
  const me = await ask<{ profiles: { id: string }[] }>(page, 'GET', '/api/v1/me');
  const list = `/api/v1/catalog/my_list/${me.profiles[0]?.id}`;
  await ask(page, 'PUT', `${list}/${furniture.video}`);
}

/** The language of the pages that are loaded from now on. */
function speak(page: Page, locale: Locale): Promise<void> {
  return page.evaluate((chosen) => localStorage.setItem('codeflix.locale', chosen), locale);
}

/** Goes through all pages of a person without loading any of them anew, as links do; what was found on them. */
async function walk(
  name: Name,
  locale: Locale,
  findings: (page: Page, route: Route) => Promise<string[]>,
): Promise<string[]> {
  const { page } = people[name];
  await page.setViewportSize(DESKTOP);
  await speak(page, locale);
  await page.goto('/nowhere/else');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const found: string[] = [];
  for (const route of ROUTES[name](furniture)) {
    await page.evaluate((path) => history.pushState(null, '', path), route.path);
    await arrived(page, route, locale);
    found.push(...(await findings(page, route)).map((line) => `${route.name}, ${line}`));
    await page.setViewportSize(DESKTOP);
  }
  return found;
}

/** The page is there: it is named, speaks the language, has its landmarks and one heading, and this has the focus. */
async function arrived(page: Page, route: Route, locale: Locale): Promise<void> {
  const { name, path, title, shows = '' } = route;
  const words = wordsIn(locale);
  const state = () =>
    page.evaluate(
      ([text, loading]) => ({
        title: document.title,
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1').length,
        mains: document.querySelectorAll('main').length,
        ways: [...document.querySelectorAll('nav:not(main nav)')].filter((nav) =>
          nav.checkVisibility(),
        ).length,
        // Whoever comes to search goes on typing.
        focused: document.activeElement?.matches('main h1, main input[type="search"]'),
        shown: document.querySelector('main')?.textContent.includes(text ?? ''),
        loading: document.querySelector(`[aria-label="${loading}"]`) !== null,
      }),
      [shows, words('common.loading')] as const,
    );
  await expect.poll(state, { timeout: 10_000, message: `${name} in ${locale}` }).toEqual({
    title: `${words(title) ?? title} · Codeflix`,
    lang: locale,
    headings: 1,
    mains: 1,
    // A film has the screen for itself.
    ways: path.startsWith('/watch') ? 0 : 1,
    focused: true,
    shown: true,
    loading: false,
  });
}

/** What does not fit one of the screens, and what is no word of any language. */
async function unfit(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const lines = [...(await misfits(page)), ...(await rawKeys(page))];
    found.push(...lines.map((line) => `at ${width}: ${line}`));
  }
  return found;
}

/** What axe finds on both devices, also with everything open that can be opened. */
async function inaccessible(page: Page, { opens = {} }: Route): Promise<string[]> {
  const found: string[] = [];
  for (const [device, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    found.push(...(await violations(page)).map((line) => `on a ${device}: ${line}`));
    for (const [what, open] of Object.entries(opens)) {
      await open(page);
      found.push(...(await violations(page)).map((line) => `${what} on a ${device}: ${line}`));
      await page.keyboard.press('Escape');
    }
  }
  return found;
}

describe.each(PEOPLE)('the pages for the %s', (name) => {
  test('are named, focused and fit every screen, and axe finds nothing, whatever is open', async () => {
    const found = await walk(name, 'en', async (page, route) => [
      ...(await unfit(page)),
      ...(await inaccessible(page, route)),
    ]);
    expect(found).toEqual([]);
  });

  test.each(['pt-BR', 'ru'] as const)(
    'are named, focused and fit every screen in %s',
    async (locale) => {
      expect(await walk(name, locale, unfit)).toEqual([]);
    },
  );

  test('have no border thinner than two pixels for whoever wants more contrast', async () => {
    const { page } = people[name];
    await page.emulateMedia({ contrast: 'more' });
    expect(await walk(name, 'en', thinBorders)).toEqual([]);
    await page.emulateMedia({ contrast: null });
  });
});

describe('whoever moves by the keyboard', () => {
  test.each([
    ['visitor', '/'],
    ['operator', '/studio/videos'],
    ['subscriber', '/watch'],
  ] as const)('skips what stands before a page of the %s', async (name, path) => {
    const { page } = people[name];
    await speak(page, 'en');
    await page.goto(path === '/watch' ? `/watch/${furniture.video}` : path);
    await page.locator('main h1').waitFor();
    await page.keyboard.press('Tab');
    const first = page.getByRole('link', { name: 'Skip to content' });
    await expect.poll(() => first.evaluate((link) => link === document.activeElement)).toBe(true);
    expect(await first.boundingBox()).toMatchObject({ y: 8 });
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('stays on a page while passing over a link that wants a session, and follows it to sign in', async () => {
    const { page } = people.visitor;
    await page.goto('/');
    const link = page.getByRole('banner').getByRole('link', { name: 'My list' });
    const prepared = page.waitForRequest(/my-list-.*\.js$/);
    await link.focus();
    await prepared;
    await page.getByRole('banner').getByRole('link', { name: 'Plans' }).click();
    await page.getByRole('heading', { level: 1, name: 'Choose your plan' }).waitFor();
    await link.click();
    await page.getByLabel('Password').waitFor();
  });
});

describe('whoever says of motion', () => {
  test.each([
    ['no-preference', true],
    ['reduce', false],
  ] as const)('%s sees things move by themselves: %s', async (reducedMotion, moves) => {
    const { page } = people.subscriber;
    await page.emulateMedia({ reducedMotion });
    await page.setViewportSize({ width: 600, height: 800 });

    // Answers that never come keep the page waiting.
    await page.route('**/api/v1/catalog/home', () => {});
    await page.goto('/');
    await page.locator('main').getByRole('status', { name: 'Loading…' }).waitFor();
    expect((await movements(page)).length > 0, 'a page that waits').toBe(moves);
    await page.unrouteAll();

    await page.goto('/');
    const row = page.getByRole('region', { name: 'New on Codeflix' });
    await row.getByRole('button', { name: /show next$/ }).waitFor();
    const jumped = await row.evaluate((section) => {
      section.querySelector<HTMLElement>('[data-side="next"]')?.click();
      return (section.querySelector('ul')?.scrollLeft ?? 0) > 0;
    });
    expect(jumped, 'a row that is paged at once').toBe(!moves);

    const card = row.getByRole('article').last().getByRole('link');
    await card.hover();
    const zoomed = () =>
      card
        .locator('span')
        .first()
        .evaluate((it) => getComputedStyle(it).transform);
    await expect
      .poll(zoomed, { message: 'a card under the pointer' })
      .toBe(moves ? 'matrix(1.04, 0, 0, 1.04, 0, 0)' : 'none');

    await card.click();
    await page.getByRole('link', { name: /^(Play|Resume)/ }).click();
    await page.locator('[data-can-play] video').waitFor();
    const paused = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.paused);
    await expect.poll(paused, { message: 'a film that is opened' }).toBe(!moves);
  });
});

describe('the page to sign in', () => {
  test.each(LOCALES)('is spoken in %s and fits every screen', async (locale) => {
    const { page } = people.visitor;
    await page.goto(`/auth/login?return_to=/&ui_locales=${locale}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await misfits(page), `at ${width}`).toEqual([]);
    }
  });
});

test('no page broke the policy, threw, asked a stranger, or was failed by the server', () => {
  expect(Object.values(people).flatMap(({ misdeeds }) => misdeeds)).toEqual([]);
});
