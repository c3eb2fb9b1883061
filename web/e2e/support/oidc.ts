import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './folders.ts';

const run = promisify(execFile);

/** Lets the unrelated client of `tests/oidc` sign this person in; its report. */
export async function runOidcClient(
  url: string,
  person: { email: string; password: string },
): Promise<string> {
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=spec'], {
    cwd: join(REPOSITORY, 'tests', 'oidc'),
    env: {
      PATH: process.env.PATH,
      BASE_URL: url,
      OIDC_EMAIL: person.email,
      OIDC_PASSWORD: person.password,
    },
  });
  return stdout;
}
