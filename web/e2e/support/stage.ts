import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const LIBRARIES = [require.resolve('hls.js'), require.resolve('shaka-player')].map((path) =>
  readFileSync(path, 'utf8'),
);

export const PLAYERS = ['hls.js', 'Shaka with HLS', 'Shaka with DASH'] as const;
export type PlayerName = (typeof PLAYERS)[number];

type Caption = { startTime: number; text: string };
type ShakaCue = { startTime: number; payload: string; nestedCues: ShakaCue[] };

/** A player that has not done by then what it was asked will not do it at all. */
const PATIENCE_MS = 15_000;

/** A player in the page, whichever it is. */
type Stage = {
  errors: string[];
  /** Shows nothing but the size of this height from now on. */
  choose: (height: number) => void;
  /** Shows the first text track; the languages of all. */
  showText: () => string[];
  /** The captions that were read so far. */
  captions: () => Caption[];
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
    // Tracks of its own would have an address that the policy of the page forbids.
    const hls = new globalThis.Hls({
      enableWorker: false,
      startPosition: 0,
      renderTextTracksNatively: false,
    });
    const captions: Caption[] = [];
    hls.on(globalThis.Hls.Events.CUES_PARSED, (_, { cues }) => captions.push(...cues));
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
      showText: () => {
        hls.subtitleDisplay = true;
        hls.subtitleTrack = 0;
        return hls.subtitleTracks.map(({ lang }) => lang ?? '');
      },
      captions: () => captions,
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
    const captions: Caption[] = [];
    const textOf = ({ payload, nestedCues }: ShakaCue): string =>
      payload + nestedCues.map(textOf).join('');
    // Its own displays make tracks with an address that the policy of the page forbids.
    player.configure('textDisplayFactory', () => ({
      append: (cues: ShakaCue[]) =>
        captions.push(...cues.map((cue) => ({ startTime: cue.startTime, text: textOf(cue) }))),
      configure: () => {},
      destroy: async () => {},
      enableTextDisplayer: () => {},
      isTextVisible: () => true,
      remove: () => true,
      setTextLanguage: () => {},
      setTextVisibility: () => {},
    }));
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
      showText: () => {
        const tracks = player.getTextTracks();
        if (tracks[0]) {
          player.selectTextTrack(tracks[0]);
        }
        return tracks.map(({ language }) => language);
      },
      captions: () => captions,
      leave: async () => player.destroy(),
    };
    return player.getVariantTracks().map((track) => track.height ?? 0);
  }, url);
}

/** Shows the first text track; the languages that are offered, and the first caption with its moment. */
export async function readText(page: Page) {
  const languages = await page.evaluate(() => globalThis.stage.showText());
  const caption = await page.waitForFunction(
    () => {
      const [cue] = globalThis.stage.captions();
      return cue && { seconds: cue.startTime, text: cue.text };
    },
    undefined,
    { timeout: PATIENCE_MS },
  );
  return { languages, caption: await caption.jsonValue() };
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
    { timeout: PATIENCE_MS },
  );
}

/** Ends the player; its fatal errors. */
export function leave(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await globalThis.stage.leave();
    return globalThis.stage.errors;
  });
}
