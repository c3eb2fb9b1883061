import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const LIBRARIES = [require.resolve('hls.js'), require.resolve('shaka-player')].map((path) =>
  readFileSync(path, 'utf8'),
);

export const PLAYERS = ['hls.js', 'Shaka with HLS', 'Shaka with DASH'] as const;
export type PlayerName = (typeof PLAYERS)[number];

/** A player in the page, whichever it is. */
type Stage = {
  errors: string[];
  /** Shows nothing but the size of this height from now on. */
  choose: (height: number) => void;
  leave: () => Promise<void>;
};

declare global {
  var stage: Stage;
  var Hls: typeof import('hls.js').default;
  var shaka: typeof import('shaka-player').default;
}

/** An empty page of the same origin, with both libraries. */
export async function openStage(page: Page): Promise<void> {
  for (const library of LIBRARIES) {
    await page.evaluate(library);
  }
}

/** Puts a film before a player; resolves to the heights it offers. */
export async function enter(page: Page, player: PlayerName, url: string): Promise<number[]> {
  await page.evaluate(() => {
    const video = document.createElement('video');
    video.muted = true;
    document.body.replaceChildren(video);
  });
  return player === 'hls.js' ? enterHls(page, url) : enterShaka(page, url);
}

function enterHls(page: Page, url: string): Promise<number[]> {
  return page.evaluate(async (source) => {
    const errors: string[] = [];
    const hls = new globalThis.Hls({ enableWorker: false, startPosition: 0 });
    hls.on(globalThis.Hls.Events.ERROR, (_, { fatal, details }) => {
      if (fatal) {
        errors.push(details);
      }
    });
    const parsed = new Promise((resolve) => hls.on(globalThis.Hls.Events.MANIFEST_PARSED, resolve));
    hls.loadSource(source);
    hls.attachMedia(document.querySelector('video') as HTMLVideoElement);
    await parsed;
    const heights = hls.levels.map((level) => level.height);
    globalThis.stage = {
      errors,
      choose: (height) => {
        hls.currentLevel = heights.indexOf(height);
      },
      leave: async () => hls.destroy(),
    };
    return heights;
  }, url);
}

function enterShaka(page: Page, url: string): Promise<number[]> {
  return page.evaluate(async (source) => {
    const errors: string[] = [];
    const player = new globalThis.shaka.Player();
    player.addEventListener('error', (event) => {
      const { detail } = event as unknown as { detail: { code: number; message: string } };
      errors.push(`${detail.code}: ${detail.message}`);
    });
    // A size that it chose by itself near the end would count as chosen, while the beginning was loaded in another one.
    player.configure('abr.enabled', false);
    await player.attach(document.querySelector('video') as HTMLVideoElement);
    await player.load(source);
    globalThis.stage = {
      errors,
      choose: (height) => {
        const track = player.getVariantTracks().find((variant) => variant.height === height);
        if (track) {
          player.selectVariantTrack(track, true);
        }
      },
      leave: async () => player.destroy(),
    };
    return player.getVariantTracks().map((track) => track.height ?? 0);
  }, url);
}

/** Plays at twice the speed from the start to the end; what the element then holds. */
export function playThrough(page: Page) {
  return page.evaluate(async () => {
    const video = document.querySelector('video') as HTMLVideoElement;
    const ended = new Promise((resolve) => video.addEventListener('ended', resolve));
    video.currentTime = 0;
    video.playbackRate = 2;
    await video.play();
    await ended;
    const { buffered, currentTime, duration } = video;
    const ranges = Array.from({ length: buffered.length }, (_, index) => [
      buffered.start(index),
      buffered.end(index),
    ]);
    return { ranges, currentTime, duration };
  });
}

/** Jumps there; resolves once the picture of that moment is shown. */
export function seek(page: Page, seconds: number): Promise<number> {
  return page.evaluate(async (time) => {
    const video = document.querySelector('video') as HTMLVideoElement;
    const seeked = new Promise((resolve) =>
      video.addEventListener('seeked', resolve, { once: true }),
    );
    video.currentTime = time;
    await seeked;
    return video.currentTime;
  }, seconds);
}

/** Makes the player show one size, and plays until it does. */
export async function switchTo(page: Page, height: number): Promise<void> {
  await seek(page, 1);
  await page.evaluate(async (lines) => {
    const video = document.querySelector('video') as HTMLVideoElement;
    video.playbackRate = 1;
    globalThis.stage.choose(lines);
    await video.play();
  }, height);
  await page.waitForFunction(
    (lines) => document.querySelector('video')?.videoHeight === lines,
    height,
  );
}

/** Ends the player; its fatal errors. */
export function leave(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await globalThis.stage.leave();
    return globalThis.stage.errors;
  });
}
