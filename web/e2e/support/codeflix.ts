import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY, RESULTS } from './folders.ts';

const READY_MS = 60_000;
const STOP_MS = 50_000;
const LOG = join(RESULTS, 'codeflix.log');

/** Where the unrelated sign-in client of `tests/oidc` wants its answers. */
const OIDC_CLIENT =
  '{ id = "oidc-test", redirect_uris = ["http://127.0.0.1:7099/callback"], post_logout_redirect_uris = ["http://127.0.0.1:7099/signed-out"] }';

export type Codeflix = {
  url: string;
  /** The one-time link from the terminal. */
  setupLink: string;
  /** Ends it the way a service manager does; resolves to its exit code. */
  stop: () => Promise<number | null>;
};

/** Starts the real binary on a folder and ports of its own. */
export async function startCodeflix(): Promise<Codeflix> {
  const binary = process.env.CODEFLIX_BINARY ?? join(REPOSITORY, 'target', 'debug', 'codeflix');
  const data = mkdtempSync(join(tmpdir(), 'codeflix-story-'));
  const [port, managementPort] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ['up'], {
    cwd: data,
    env: {
      ...foreignVariables(),
      CODEFLIX_DATA_DIR: join(data, 'data'),
      CODEFLIX_GATEWAY__LISTEN: `127.0.0.1:${port}`,
      CODEFLIX_GATEWAY__PUBLIC_URL: url,
      CODEFLIX_MANAGEMENT__LISTEN: `127.0.0.1:${managementPort}`,
      CODEFLIX_TOOLS__FOLDER: join(REPOSITORY, '.tools'),
      CODEFLIX_IDENTITY__CLIENTS: `[${OIDC_CLIENT}]`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writeFileSync(LOG, '');
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => appendFileSync(LOG, chunk));
  }
  const ended = endOf(child);
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const stop = async () => {
    const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGTERM');
    const code = await ended;
    clearTimeout(deadline);
    process.removeListener('exit', killWithUs);
    rmSync(data, { recursive: true, force: true });
    return code;
  };
  try {
    return { url, setupLink: await setupLinkOf(child, ended), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The end of what the server said, for a failure's message. */
export function lastWords(): string {
  return `${LOG}:\n${readFileSync(LOG, 'utf8').split('\n').slice(-40).join('\n')}`;
}

/** Codeflix refuses variables of its own that it does not know, such as the one that names the binary. */
function foreignVariables(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('CODEFLIX_'));
  return Object.fromEntries(entries);
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
}

/** The link is the last thing it prints once it serves. */
async function setupLinkOf(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  const printed = new Promise<string>((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk;
      const link = text.match(/^\s*(http\S*\/setup\?token=\S+)$/m)?.[1];
      if (link) {
        resolve(link);
      }
    });
  });
  const early = ended.then((code) => {
    throw new Error(`codeflix ended with ${code} before it was ready\n${lastWords()}`);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const give = () => reject(new Error(`no set-up link after ${READY_MS} ms\n${lastWords()}`));
    timer = setTimeout(give, READY_MS);
  });
  try {
    return await Promise.race([printed, early, late]);
  } finally {
    clearTimeout(timer);
    early.catch(() => {});
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  return Promise.all(
    servers.map(async (server) => {
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      await new Promise((resolve) => server.close(resolve));
      if (address === null || typeof address === 'string') {
        throw new Error('the port of a listening server is not known');
      }
      return address.port;
    }),
  );
}
