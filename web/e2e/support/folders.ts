import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Screenshots, and what the server said. */
export const RESULTS = join(REPOSITORY, 'target', 'story');

mkdirSync(RESULTS, { recursive: true });
