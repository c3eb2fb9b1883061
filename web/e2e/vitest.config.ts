import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The story, the players and the pages: one browser, one binary each, one thing after the other. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    // Each part begins where the one before it ended.
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    reporters: ['verbose'],
  },
});
