import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import FLAGS from '../../tools/chromium-flags.json' with { type: 'json' };

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
/** The machine may be busy with an encode; only a failure waits this long. */
const PATIENCE_MS = 45_000;

export type Person = {
  page: Page;
  network: Network;
  /** Addresses of every request so far. */
  requests: string[];
  /** What no page may do: break the policy, throw, ask a stranger, or be failed by the server. */
  misdeeds: string[];
};

/** Slows the network of one page. `null` sets it free again. */
export type Network = { limit: (kbps: { down?: number; up?: number } | null) => Promise<void> };

/** Debian's Chromium, with a profile that ends with it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false });
}

/**
 * The player's library draws the preview of its slider in the next frame, and does not take that back when both are
 * removed before: it asks a slider that is gone whether it is disabled. Nothing comes of it.
 */
const LATE_FRAME =
  /^TypeError: \w+ is not a function\n.* at #\w+ .*\n.*<anonymous> .*\n.*\/watch-vidstack-[^\n]*$/;

/** A person with cookies and storage of their own, watched all along. */
export async function meet(browser: Browser, url: string): Promise<Person> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: DESKTOP,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const requests: string[] = [];
  const misdeeds: string[] = [];
  await context.exposeBinding('reportViolation', (_source, what: string) => misdeeds.push(what));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
      const what = `CSP ${violatedDirective}: ${blockedURI} (${sourceFile}:${lineNumber})`;
      (globalThis as unknown as { reportViolation: (what: string) => void }).reportViolation(what);
    });
  });
  context.on('request', (request) => {
    requests.push(request.url());
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== url) {
      misdeeds.push(`a stranger was asked: ${request.url()}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 500) {
      misdeeds.push(`${response.status()} of ${response.request().method()} ${response.url()}`);
    }
  });
  context.on('weberror', (error) => {
    const stack = error.error().stack ?? error.error().message;
    if (!LATE_FRAME.test(stack)) {
      misdeeds.push(`uncaught: ${stack}`);
    }
  });
  context.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) {
      misdeeds.push(message.text());
    }
  });
  const page = await context.newPage();
  return { page, network: networkOf(await context.newCDPSession(page)), requests, misdeeds };
}

function networkOf(cdp: CDPSession): Network {
  const bytes = (kbps: number | undefined) => (kbps === undefined ? -1 : (kbps * 1000) / 8);
  return {
    limit: async (kbps) => {
      await cdp.send('Network.enable');
      await cdp.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: kbps === null ? 0 : 40,
        downloadThroughput: bytes(kbps?.down),
        uploadThroughput: bytes(kbps?.up),
      });
    },
  };
}
