import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { meet, openBrowser, type Person } from './support/browser.ts';
import { type Codeflix, lastWords, startCodeflix } from './support/codeflix.ts';
import { CHAPTERS, FILM_SECONDS, type Material, makeMaterial, SPOKEN } from './support/films.ts';
import { RESULTS } from './support/folders.ts';
import { look } from './support/look.ts';
import { runOidcClient } from './support/oidc.ts';
import { offeredRates, playedTo, playOn, screen, showsHeight } from './support/player.ts';
import { becomeOperator, OPERATOR } from './support/sign-up.ts';
import {
  card,
  chooseFile,
  createEntry,
  createPlan,
  openArea,
  percentOf,
  pick,
  saved,
} from './support/studio.ts';

const VIEWER = { name: 'Viewer', email: 'viewer@example.com', password: 'popcorn please 2' };
const FILM = 'Coração de Aço';
const SHORT = 'Raízes';
const RUNGS = ['720p', '480p', '360p', '240p'];
/** Encoding shares two busy cores with a browser. */
const ENCODING_MS = 150_000;

let codeflix: Codeflix;
let browser: Browser;
/** Made while the first pages are looked at. */
let material: Promise<Material>;
let operator: Person;
let viewer: Person;

beforeAll(async () => {
  material = makeMaterial();
  [codeflix, browser] = await Promise.all([startCodeflix(), openBrowser()]);
  operator = await meet(browser, codeflix.url);
  viewer = await meet(browser, codeflix.url);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    for (const [who, person] of Object.entries({ operator, viewer })) {
      await person?.page.screenshot({ path: join(RESULTS, `failed-${who}.png`) });
    }
    process.stderr.write(`${lastWords()}\n`);
  }
});

afterAll(async () => {
  await browser?.close();
  rmSync((await material).folder, { recursive: true, force: true });
  const code = await codeflix?.stop();
  expect(code, 'the exit code of a codeflix that was told to stop').toBe(0);
});

describe('an operator', () => {
  test('makes the first account through the one-time link', async () => {
    const { page } = operator;
    await page.goto(codeflix.setupLink);
    await look(page, 'set-up');
    await becomeOperator(page);
    await look(page, 'studio-empty');
  });

  test('signs out, and in again with the password', async () => {
    const { page } = operator;
    await page.getByRole('button', { name: `Account menu of ${OPERATOR.name}` }).click();
    await look(page, 'account-menu');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'The catalogue is still empty' }).waitFor();
    await look(page, 'home-empty');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Password').waitFor();
    await look(page, 'sign-in');
    await page.getByLabel('E-mail').fill(OPERATOR.email);
    await page.getByLabel('Password').fill(OPERATOR.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Studio' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Videos' }).waitFor();
  });

  test('lays out the shelves: categories, genres, cast, plans', async () => {
    const { page } = operator;
    await openArea(page, 'Categories');
    await createEntry(page, 'New category', 'Ficção', async (form) => {
      await form.getByLabel('Description').fill('Histórias inventadas');
      await look(page, 'category-form');
    });
    await createEntry(page, 'New category', 'Natureza');
    await look(page, 'categories');
    await openArea(page, 'Genres');
    await createEntry(page, 'New genre', 'Aventura', (form) =>
      pick(form, 'Categories', ['Ficção', 'Natureza']),
    );
    await openArea(page, 'Cast');
    await createEntry(page, 'New cast member', 'Atração Principal');
    await createEntry(page, 'New cast member', 'Direção da Casa', (form) =>
      form.getByText('Director').click(),
    );
    await look(page, 'cast');
    await createPlan(page, { name: 'Básico', monthly: 990, trialDays: 0, maxHeight: 1080 });
    await createPlan(page, { name: 'Família', monthly: 1490, trialDays: 7, maxHeight: 2160 });
  });

  test('describes a film and gives it pictures', async () => {
    const { page } = operator;
    await openArea(page, 'Videos');
    await page.getByRole('button', { name: 'New video' }).click();
    await page.getByLabel('Title').fill(FILM);
    await page.getByLabel('Description').fill('Um coração mecânico aprende a bater sozinho.');
    await page.getByLabel('Year').fill('2024');
    await page.getByLabel('Age rating').selectOption('12');
    await look(page, 'new-video');
    await page.getByRole('button', { name: 'Create and continue' }).click();
    await page.getByRole('heading', { level: 1, name: FILM }).waitFor();
    await pick(page, 'Categories', ['Ficção']);
    await pick(page, 'Genres', ['Aventura']);
    await pick(page, 'Cast', ['Atração Principal', 'Direção da Casa']);
    const { thumbnail, banner } = await material;
    await chooseFile(page, 'Thumbnail: choose a picture', thumbnail);
    await chooseFile(page, 'Banner: choose a picture', banner);
    await page.getByRole('img', { name: `Thumbnail of ${FILM}` }).waitFor();
    await page.getByRole('img', { name: `Banner of ${FILM}` }).waitFor();
    await saved(page);
    await page.getByText('Still missing: a film.').waitFor();
  });

  test('uploads the film, loads the page anew half-way, and goes on where it stopped', async () => {
    const { page, network } = operator;
    const file = (await material).film;
    const film = card(page, 'Film');
    const bar = film.getByRole('progressbar', { name: /^Upload of/ });
    // Slow enough to be looked at: a limit that changes half-way would let the rest through at once.
    await network.limit({ up: 4_000 });
    await chooseFile(page, 'Choose the film file', file);
    await expect.poll(() => percentOf(bar), { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
    await look(page, 'uploading');

    const warned = page.waitForEvent('dialog').then(async (dialog) => {
      await dialog.accept();
      return dialog.type();
    });
    await page.reload();
    expect(await warned).toBe('beforeunload');
    await film.getByText('was not sent to its end').waitFor();
    await look(page, 'upload-unfinished');
    await network.limit(null);
    const resumed = page.waitForRequest(
      (request) => request.method() === 'PATCH' && request.url().includes('/admin/uploads/'),
    );
    await chooseFile(page, 'Choose the film file', file);
    expect(Number((await resumed).headers()['upload-offset'])).toBeGreaterThan(0);
  });

  test('previews the draft as soon as it can be watched, and publishes it, while it is still being encoded', async () => {
    const { page } = operator;
    const publication = card(page, 'Publication');
    const opened = page.waitForEvent('popup');
    await publication.getByRole('link', { name: 'Preview' }).click({ timeout: ENCODING_MS });
    const preview = await opened;
    await playOn(preview);
    await playedTo(preview, 1);
    await preview.close();
    await publication
      .getByRole('button', { name: 'Publish early' })
      .click({ timeout: ENCODING_MS });
    await publication.getByText('Published', { exact: true }).waitFor();
    const film = card(page, 'Film');
    const whole = film.getByRole('progressbar', { name: 'Encoding progress' });
    expect(await percentOf(whole)).toBeLessThan(100);
    for (const rung of RUNGS) {
      await film.getByRole('progressbar', { name: rung, exact: true }).waitFor();
    }
    await look(page, 'encoding');
  });

  test('leaves a second film to publish itself, with a picture out of the film', async () => {
    const { page } = operator;
    await openArea(page, 'Videos');
    await page.getByRole('button', { name: 'New video' }).click();
    await page.getByLabel('Title').fill(SHORT);
    await page.getByLabel('Description').fill('O que cresce debaixo da cidade.');
    await page.getByRole('button', { name: 'Create and continue' }).click();
    await page.getByRole('heading', { level: 1, name: SHORT }).waitFor();
    await pick(page, 'Categories', ['Natureza']);
    await pick(page, 'Genres', ['Aventura']);
    await page.getByLabel('Publish by itself when ready').check({ force: true });
    await saved(page);
    await chooseFile(page, 'Choose the film file', (await material).short);
    await card(page, 'Film').getByRole('progressbar', { name: 'Encoding progress' }).waitFor();
  });

  test('follows both encodes in the queue, and looks into one', async () => {
    const { page } = operator;
    await openArea(page, 'Encoding');
    await page.getByRole('region', { name: /at the moment/ }).waitFor();
    const jobs = page.getByRole('table', { name: 'Encoding' });
    await jobs.getByRole('link', { name: SHORT }).waitFor();
    await look(page, 'jobs');
    await jobs.getByRole('link', { name: FILM }).click();
    await page.getByRole('heading', { level: 1, name: FILM }).waitFor();
    await page.getByRole('region', { name: 'Steps' }).waitFor();
    await look(page, 'job');
    await page.getByRole('main').getByRole('link', { name: 'Encoding' }).click();
    await jobs.getByRole('link', { name: SHORT }).click();
    await page.getByRole('link', { name: 'Open the video' }).click();
    await page.getByRole('heading', { level: 1, name: SHORT }).waitFor();
  });
});

describe('a viewer', () => {
  test('looks around, chooses a plan and signs up', async () => {
    const { page } = viewer;
    await page.goto('/');
    await page.getByRole('heading', { name: FILM }).waitFor();
    await look(page, 'home-visitor');
    await page.getByRole('link', { name: 'See the plans' }).click();
    await page.getByRole('radio', { name: /Básico/ }).check();
    await look(page, 'plans');
    await page.getByRole('link', { name: 'Continue with Básico' }).click();
    await page.getByLabel('Name').fill(VIEWER.name);
    await page.getByLabel('E-mail').fill(VIEWER.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(VIEWER.password);
    await look(page, 'sign-up');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Payment' }).waitFor();
    await look(page, 'checkout');
  });

  test('is refused with a card that is declined, and waits for one whose bank is slow', async () => {
    const { page } = viewer;
    await page.getByLabel('Card number').fill('4000 0000 0000 0002');
    await page.getByLabel('Valid until').fill('12 / 39');
    await page.getByLabel('Security code').fill('123');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('alert').filter({ hasText: 'Your card was declined' }).waitFor();
    await look(page, 'card-declined');
    await page.getByLabel('Card number').fill('4000 0000 0000 0119');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('heading', { level: 1, name: 'Waiting for the payment' }).waitFor();
    await look(page, 'payment-waits');
    await page.getByRole('heading', { level: 1, name: 'You are in!' }).waitFor();
    await page.getByText(/Básico is active/).waitFor();
    await look(page, 'receipt');
  });
});

describe('when the films are encoded', () => {
  test('the operator sees every size, and the second film published with its own picture', async () => {
    const { page } = operator;
    await page
      .getByRole('img', { name: `Thumbnail of ${SHORT}` })
      .waitFor({ timeout: ENCODING_MS });
    await card(page, 'Publication').getByText('Published', { exact: true }).waitFor();
    await look(page, 'published');
    await openArea(page, 'Videos');
    await look(page, 'videos');
    await page.getByRole('link', { name: FILM }).click();
    await page.getByText('Film ready').waitFor({ timeout: ENCODING_MS });
    const sizes = card(page, 'Film').getByRole('list', { name: 'Picture sizes' });
    expect(await sizes.getByRole('listitem').allTextContents()).toEqual(RUNGS);
    await look(page, 'encoded');
  });

  test('the operator adds subtitles beside those the film brought along', async () => {
    const { page } = operator;
    const subtitles = card(page, 'Subtitles');
    await subtitles.getByText('English · Subtitles · From the film').waitFor();
    await subtitles.getByLabel('Language').selectOption({ label: 'Brazilian Portuguese' });
    await chooseFile(subtitles, 'Add subtitles: choose a file', (await material).banner);
    await subtitles.getByRole('alert').filter({ hasText: 'cannot be read' }).waitFor();
    await chooseFile(subtitles, 'Add subtitles: choose a file', (await material).subtitles);
    await subtitles.getByText('Brazilian Portuguese · Subtitles').waitFor();
    await look(page, 'subtitles');
  });

  test('the viewer finds a title while typing, without its accents', async () => {
    const { page } = viewer;
    await page.getByRole('link', { name: 'Start watching' }).click();
    await page.getByRole('region', { name: 'New on Codeflix' }).waitFor();
    await look(page, 'home');
    await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
    await look(page, 'search-empty');
    await page.getByRole('searchbox').pressSequentially('coracao de');
    const results = page.getByRole('list', { name: 'Results' });
    await results.getByRole('link', { name: FILM }).waitFor();
    await expect.poll(() => results.getByRole('listitem').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('coracao de');
    await look(page, 'search');
    await results.getByRole('link', { name: FILM }).click();
    await page.getByRole('heading', { level: 1, name: FILM }).waitFor();
    await page.getByText('Atração Principal').waitFor();
    await look(page, 'title');
  });

  test('the film plays in its best size, and in a lesser one when the network gets slow', async () => {
    const { page, network } = viewer;
    const granted = page.waitForResponse((response) => /\/v\/.*master\.m3u8$/.test(response.url()));
    // Enough for every size, yet not for the whole film at once.
    await network.limit({ down: 30_000 });
    await page.getByRole('link', { name: 'Play' }).click();
    const rates = offeredRates(await (await granted).text());
    expect(rates).toHaveLength(RUNGS.length);
    const [lowest, highest] = [rates[0] ?? 0, rates.at(-1) ?? 0];
    await network.limit({ down: (highest * 2.5) / 1000 });
    await playOn(page);
    await playedTo(page, 2);
    // Browsers that could play it by themselves must not begin to, beside the player.
    expect(viewer.requests.filter((url) => url.endsWith('/master.m3u8'))).toHaveLength(1);
    await look(page, 'watch');
    await showsHeight(page, 'at least', 720);
    await network.limit({ down: (lowest * 1.5) / 1000 });
    // What was fetched at full speed plays as it is; the drop shows behind it.
    const { bufferedEnd } = await screen(page);
    expect(bufferedEnd).toBeLessThan(FILM_SECONDS - 8);
    await page.locator('video').evaluate((video: HTMLVideoElement, seconds) => {
      video.currentTime = seconds;
    }, bufferedEnd - 1);
    await showsHeight(page, 'below', 720);
    await network.limit(null);
  });

  test('subtitles come on with a key, can be chosen by language, and chapters have names', async () => {
    const { page } = viewer;
    const shown = page.locator('.vds-captions');
    await page.keyboard.press('c');
    await shown.filter({ hasText: SPOKEN.own }).waitFor();
    // A film that plays hides its buttons.
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: 'Captions' }).click();
    await page.getByRole('menuitemradio', { name: 'Português' }).click();
    await shown.filter({ hasText: SPOKEN.added }).waitFor();
    await page.keyboard.press('Escape');
    await look(page, 'watch-subtitles');
    await page.getByRole('button', { name: 'Chapters' }).click();
    for (const chapter of CHAPTERS) {
      await page.getByRole('menuitemradio', { name: chapter }).waitFor();
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
  });

  test('a page that is loaded anew goes on within five seconds of where it stopped', async () => {
    const { page } = viewer;
    const { time: before } = await screen(page);
    await playedTo(page, before + 2);
    const { time: stopped } = await screen(page);
    // Else a film that begins anew would pass, too.
    expect(stopped).toBeGreaterThan(8);
    await page.reload();
    await playOn(page);
    await playedTo(page, 1);
    const { time: resumed } = await screen(page);
    expect(Math.abs(resumed - stopped)).toBeLessThanOrEqual(5);
    await page.keyboard.press('k');
    await page.getByRole('link', { name: 'Back to the title' }).click();
    await page.getByRole('link', { name: /^Resume at 0:\d\d$/ }).waitFor();
    await page.getByRole('banner').getByRole('link', { name: 'Home' }).click();
    const unfinished = page.getByRole('region', { name: 'Continue watching' });
    await unfinished.getByRole('link', { name: FILM }).waitFor();
    await look(page, 'home-continue');
  });

  test('the viewer cancels, and is told until when to watch', async () => {
    const { page } = viewer;
    await page.getByRole('button', { name: `Account menu of ${VIEWER.name}` }).click();
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByText(/^Next charge on/).waitFor();
    await look(page, 'account');
    await page.getByRole('button', { name: 'Cancel subscription' }).click();
    await page.getByRole('dialog', { name: 'Cancel your subscription?' }).waitFor();
    await look(page, 'cancel-dialog');
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.getByText(/^You can watch until .*20\d\d/).waitFor();
    await look(page, 'cancelled');
  });
});

describe('all along', () => {
  test('an unrelated client could sign people in', async () => {
    const report = await runOidcClient(codeflix.url, OPERATOR);
    expect(report).toMatch(/pass [1-9]/);
    expect(report).toMatch(/fail 0/);
  });

  test('no page broke the policy, threw, asked a stranger, or was failed by the server', () => {
    expect(viewer.requests.length).toBeGreaterThan(50);
    expect(operator.misdeeds).toEqual([]);
    expect(viewer.misdeeds).toEqual([]);
  });

  test('the viewer downloaded nothing of the studio', () => {
    const studio = /\/assets\/studio-/;
    expect(operator.requests.some((url) => studio.test(url))).toBe(true);
    expect(viewer.requests.filter((url) => studio.test(url))).toEqual([]);
  });
});
