// Measures how the app feels in a browser: `feel.mjs URL EMAIL PASSWORD` on a Codeflix with films, which that
// person may watch. Prints figures as `make bench` does: `name value unit <=target ok|short`.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, email, password] = process.argv.slice(2);
const ROUNDS = 3;
const FLAGS = JSON.parse(readFileSync(new URL('chromium-flags.json', import.meta.url), 'utf8'));
/** Web Vitals are measured as on a phone of the middle class: 10 Mbit/s, 40 ms, a quarter of the processor. */
const LINE = { offline: false, latency: 40, downloadThroughput: 1.25e6, uploadThroughput: 1.25e6 };
const SLOWER = 4;
/** What the player has to show without a gap. */
const WATCHED_SECONDS = 20;
/** Where in what is there it has to jump to: as far from a key frame as anybody may be. */
const PARTS_OF_BUFFER = [0.13, 0.87, 0.29, 0.71, 0.43, 0.57, 0.05];

/** Figures that the page collects about itself from its first moment (web.dev/vitals). */
function observe() {
  globalThis.vitals = { lcp: 0, cls: 0, inp: 0 };
  const watch = (type, note, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
      ...more,
    });
  watch('largest-contentful-paint', ({ startTime }) => {
    vitals.lcp = startTime;
  });
  watch('layout-shift', ({ hadRecentInput, value }) => {
    vitals.cls += hadRecentInput ? 0 : value;
  });
  watch(
    'event',
    ({ interactionId, duration }) => {
      vitals.inp = interactionId ? Math.max(vitals.inp, duration) : vitals.inp;
    },
    { durationThreshold: 16 },
  );
  addEventListener('click', () => (vitals.click = performance.now()), true);
  addEventListener('playing', () => (vitals.playing = performance.now()), true);
  /** Milliseconds until the picture of that moment is there. */
  globalThis.jumpTo = async (seconds) => {
    const video = document.querySelector('video');
    const seeked = new Promise((resolve) =>
      video.addEventListener('seeked', resolve, { once: true }),
    );
    const begin = performance.now();
    video.currentTime = seconds;
    await seeked;
    return performance.now() - begin;
  };
}

async function visit(browser, { isSlow }) {
  const context = await browser.newContext({
    baseURL: url,
    // The player takes no larger size than it has room for.
    viewport: isSlow ? { width: 1280, height: 800 } : { width: 1920, height: 1080 },
    locale: 'en-US',
  });
  const page = await context.newPage();
  await page.addInitScript(observe);
  if (isSlow) {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', LINE);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  }
  return page;
}

/** The first visit of a stranger, who then looks around. */
async function lookAround(browser) {
  const page = await visit(browser, { isSlow: true });
  await page.goto('/', { waitUntil: 'networkidle' });
  const { lcp, cls } = await page.evaluate(() => vitals);
  await page.getByRole('button', { name: 'Language' }).first().click();
  await page.getByRole('button', { name: 'Русский' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
  await page.getByRole('searchbox').pressSequentially('measured', { delay: 100 });
  const found = page.getByRole('list', { name: 'Results' }).getByRole('link').first();
  await found.waitFor();
  await found.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  // An interaction is told once its picture has been shown.
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown))));
  const { inp } = await page.evaluate(() => vitals);
  await page.context().close();
  return { lcp: lcp / 1000, cls, inp };
}

/** Somebody who is signed in plays the film on a good line. */
async function watchIt(browser) {
  const page = await visit(browser, { isSlow: false });
  await page.goto('/auth/login');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('banner').waitFor();
  const { data: films } = await (await page.request.get('/api/v1/catalog/videos')).json();
  const film = films.toSorted((a, b) => b.duration_ms - a.duration_ms)[0];
  await page.goto(`/title/${film.id}`, { waitUntil: 'networkidle' });
  // It says "Play" or, where somebody has begun to watch, "Resume".
  await page.locator('main a[href*="/watch/"]').first().click();
  await page.waitForFunction(() => vitals.playing > vitals.click);
  const first = await page.evaluate(() => vitals.playing - vitals.click);
  const near = await page.evaluate(seekWithin, PARTS_OF_BUFFER);
  const far = await page.evaluate(seekBeyond);
  const dropped = await page.evaluate(playFor, WATCHED_SECONDS);
  await page.context().close();
  return { first, near: median(near), far, dropped };
}

/** Plays for so many seconds of film in the best size; the share of pictures that were not shown, in percent. */
async function playFor(seconds) {
  const video = document.querySelector('video');
  const until = (is) =>
    new Promise((resolve) => {
      const look = () => (is() ? resolve() : requestAnimationFrame(look));
      look();
    });
  await until(() => video.videoHeight >= 1080 && !video.paused);
  const [begin, before] = [video.currentTime, video.getVideoPlaybackQuality()];
  await until(() => video.currentTime >= begin + seconds);
  const after = video.getVideoPlaybackQuality();
  const shown = after.totalVideoFrames - before.totalVideoFrames;
  return ((after.droppedVideoFrames - before.droppedVideoFrames) / shown) * 100;
}

/** Jumps to parts of what is there, once the player has all that it wants to have; how long each takes. */
async function seekWithin(parts) {
  const video = document.querySelector('video');
  const ahead = () => video.buffered.end(video.buffered.length - 1) - video.currentTime;
  for (let before = 0; ahead() > before + 1; ) {
    before = ahead();
    await new Promise((rest) => setTimeout(rest, 1000));
  }
  const [begin, end] = [video.buffered.start(0), video.buffered.end(0)];
  const times = [];
  for (const part of parts) {
    times.push(await jumpTo(begin + part * (end - begin)));
    await new Promise((rest) => setTimeout(rest, 500));
  }
  return times;
}

/** The same for one jump to where no bytes are. */
async function seekBeyond() {
  const { buffered, duration } = document.querySelector('video');
  const [begin, end] = [buffered.start(0), buffered.end(buffered.length - 1)];
  if (Math.max(begin, duration - end) < 20) {
    throw new Error(`too much of the film is there: ${begin} to ${end} of ${duration} s`);
  }
  return jumpTo(duration - end > begin ? (end + duration) / 2 : begin / 2);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function tell(name, values, unit, target, digits) {
  const value = median(values);
  const verdict = value <= target ? 'ok' : 'short';
  console.log(`web.${name} ${value.toFixed(digits)} ${unit} <=${target} ${verdict}`);
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false });
try {
  const [looks, plays] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    looks.push(await lookAround(browser));
    plays.push(await watchIt(browser));
  }
  const of = (rounds, figure) => rounds.map((round) => round[figure]);
  tell('largest_contentful_paint', of(looks, 'lcp'), 's', 1.5, 2);
  tell('cumulative_layout_shift', of(looks, 'cls'), 'score', 0.02, 3);
  tell('interaction_to_next_paint', of(looks, 'inp'), 'ms', 150, 0);
  tell('click_to_playing', of(plays, 'first'), 'ms', 600, 0);
  tell('seek_in_buffer', of(plays, 'near'), 'ms', 150, 0);
  tell('seek_out_of_buffer', of(plays, 'far'), 'ms', 600, 0);
  tell('dropped_frames', of(plays, 'dropped'), 'percent', 2, 1);
} finally {
  await browser.close();
}
