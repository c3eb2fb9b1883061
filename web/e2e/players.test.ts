import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './support/api.ts';
import { meet, openBrowser, type Person } from './support/browser.ts';
import { type Codeflix, lastWords, startCodeflix } from './support/codeflix.ts';
import { makeStrip, STRIP_CAPTION, type Strip } from './support/films.ts';
import { type Fetch, readDash, readHls, readTexts, readTrack } from './support/lists.ts';
import { becomeOperator } from './support/sign-up.ts';
import {
  enter,
  leave,
  openStage,
  PLAYERS,
  playThrough,
  readText,
  seek,
  switchTo,
} from './support/stage.ts';
import { chooseFile } from './support/studio.ts';

const HEIGHTS = [480, 360, 240];
const SEEKS = 20;
const FRAME_SECONDS = 1 / 24;
/** From a picture that a decoder can begin with to the next. */
const KEY_SECONDS = 2;

let codeflix: Codeflix;
let browser: Browser;
let operator: Person;
let strip: Strip;
let lists: { hls: string; dash: string };
let fetch: Fetch;

beforeAll(async () => {
  [codeflix, browser, strip] = await Promise.all([startCodeflix(), openBrowser(), makeStrip()]);
  operator = await meet(browser, codeflix.url);
  lists = await encode(operator, strip);
  const folder = dirname(lists.hls);
  fetch = async (path) => {
    const answer = await operator.page.request.get(`${folder}/${path}`);
    expect(answer.status(), path).toBe(200);
    return answer.body();
  };
});

afterAll(async () => {
  await browser?.close();
  const code = await codeflix?.stop();
  if (strip) {
    rmSync(strip.folder, { recursive: true, force: true });
  }
  expect(code, `the exit code of codeflix\n${lastWords()}`).toBe(0);
});

/** A draft with an encoded film, and permission to look at it. */
async function encode({ page }: Person, film: Strip): Promise<{ hls: string; dash: string }> {
  await page.goto(codeflix.setupLink);
  await becomeOperator(page);
  await page.getByRole('button', { name: 'New video' }).click();
  await page.getByLabel('Title').fill('Tira');
  await page.getByLabel('Description').fill('Dez segundos.');
  await page.getByRole('button', { name: 'Create and continue' }).click();
  await chooseFile(page, 'Choose the film file', film.file);
  await page.getByText('Film ready').waitFor({ timeout: 100_000 });
  const video = new URL(page.url()).pathname.match(/[0-9a-f-]{36}/)?.[0] ?? '';
  const data = { video_id: video, kind: 'preview', device_id: 'stage' };
  const grant = await ask<Record<'hls_url' | 'dash_url', string>>(
    page,
    'POST',
    '/api/v1/playback/grants',
    { data },
  );
  return { hls: grant.hls_url, dash: grant.dash_url };
}

describe('parsers of other authors', () => {
  test('understand every playlist and the manifest alike', async () => {
    const [hls, dash] = [await readHls(fetch), await readDash(fetch)];
    const variants = hls.filter(({ uri }) => !uri.includes('.iframes.'));
    expect(variants.map(({ height }) => height)).toEqual(HEIGHTS);
    expect(hls).toHaveLength(2 * HEIGHTS.length);
    for (const variant of hls) {
      const representation = dash.find(({ height }) => height === variant.height);
      expect(representation?.segments.map(({ uri }) => uri)).toEqual(
        variant.segments.map(({ uri }) => uri),
      );
      expect(variant.codecs.split(',')[0]).toBe(representation?.codecs);
    }
  });

  test('find the text in the playlist and in the manifest', async () => {
    expect(await readTexts(fetch)).toEqual({ hls: ['pt'], dash: ['pt'] });
  });

  test('find whole samples in every segment, and a picture to begin with every two seconds', async () => {
    for (const { uri, codecs } of (await readHls(fetch)).filter((it) => !it.uri.includes('.if'))) {
      const { codec, samples } = await readTrack(fetch, uri);
      expect(codec.toLowerCase()).toBe(codecs.split(',')[0]?.toLowerCase());
      expect(samples).toHaveLength(strip.frames);
      const isKey = (frame: number) => frame % Math.round(KEY_SECONDS / FRAME_SECONDS) === 0;
      expect(samples.map((sample) => sample.is_sync)).toEqual(samples.map((_, at) => isKey(at)));
    }
    const sound = await readTrack(fetch, 'a0.m3u8');
    expect(sound.codec).toBe('mp4a.40.2');
    for (const [index, sample] of sound.samples.entries()) {
      const before = sound.samples[index - 1];
      expect(sample.dts).toBe(before ? before.dts + before.duration : sample.dts);
    }
  });
});

describe.each(PLAYERS)('%s', (player) => {
  // Shaka says now and then that a text track or a size is chosen, and never asks for it: where a film is so short that
  // all of it is there before anything is chosen. Each try begins with a new player.
  test('plays to the end, seeks and shows every size', { retry: 4 }, async () => {
    const { page } = operator;
    await openStage(page);
    const url = player === 'Shaka with DASH' ? lists.dash : lists.hls;
    const heights = await enter(page, player, url);
    expect([...new Set(heights)].sort((a, b) => b - a)).toEqual(HEIGHTS);

    const { languages, caption } = await readText(page);
    expect(languages).toEqual(['pt']);
    expect(caption?.text).toBe(STRIP_CAPTION);
    expect(Math.abs((caption?.seconds ?? 0) - 1)).toBeLessThanOrEqual(FRAME_SECONDS);

    const { ranges, currentTime, duration } = await playThrough(page);
    expect(Math.abs(duration - strip.seconds)).toBeLessThanOrEqual(2 * FRAME_SECONDS);
    expect(Math.abs(currentTime - duration)).toBeLessThanOrEqual(2 * FRAME_SECONDS);
    expect(ranges, 'sound and picture without a gap').toHaveLength(1);
    expect(ranges[0]?.[0]).toBeLessThanOrEqual(FRAME_SECONDS);

    for (let turn = 1; turn <= SEEKS; turn += 1) {
      // Steps of the golden ratio come by everywhere, far apart from each other.
      const time = ((turn * 0.618) % 1) * (strip.seconds - 1);
      expect(Math.abs((await seek(page, time)) - time)).toBeLessThanOrEqual(FRAME_SECONDS);
    }
    for (const height of [...HEIGHTS, ...HEIGHTS.toReversed()]) {
      await switchTo(page, height);
    }
    expect(await leave(page)).toEqual([]);
    expect(operator.misdeeds).toEqual([]);
  });
});
