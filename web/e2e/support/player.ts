import type { Page } from 'playwright-core';

export type Screen = { time: number; height: number; paused: boolean; bufferedEnd: number };

/** What the video element does now. */
export function screen(page: Page): Promise<Screen> {
  return page.locator('video').evaluate((video: HTMLVideoElement) => ({
    time: video.currentTime,
    height: video.videoHeight,
    paused: video.paused,
    bufferedEnd: video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0,
  }));
}

/** Waits until the picture has moved on to these seconds. */
export async function playedTo(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction((target) => {
    const video = document.querySelector('video');
    return video !== null && !video.paused && video.currentTime >= target;
  }, seconds);
}

export async function showsHeight(page: Page, fits: 'at least' | 'below', lines: number) {
  await page.waitForFunction(
    ([how, limit]) => {
      const height = document.querySelector('video')?.videoHeight ?? 0;
      return height > 0 && (how === 'below' ? height < limit : height >= limit);
    },
    [fits, lines] as const,
    { timeout: 45_000 },
  );
}

/**
 * Presses play where the film does not begin by itself: whoever wants less motion decides when, and
 * a page that was just loaded has no say over sound yet.
 */
export async function playOn(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  if ((await screen(page)).paused) {
    await page.keyboard.press('k');
  }
}

/** Bits per second of the variants that a master list offers, lowest first. */
export function offeredRates(master: string): number[] {
  const rates = [...master.matchAll(/#EXT-X-STREAM-INF:BANDWIDTH=(\d+)/g)].map(([, rate]) =>
    Number(rate),
  );
  return rates.sort((a, b) => a - b);
}
