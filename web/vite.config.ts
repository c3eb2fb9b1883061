import { fileURLToPath } from 'node:url';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { chunkName } from './tools/chunk-name.ts';
import { hlsLean } from './tools/hls-lean.ts';
import { mockServer } from './tools/mock/plugin.ts';

const SERVER = 'http://localhost:8080';

/**
 * `vite` proxies to a running Codeflix on :8080; `vite --mode mock` answers from fixtures instead.
 * The build goes to `dist`, which the server embeds.
 */
export default defineConfig(({ mode }) => ({
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      generatedRouteTree: './src/route-tree.gen.ts',
      quoteStyle: 'single',
    }),
    react(),
    hlsLean(),
    ...(mode === 'mock' ? [mockServer()] : []),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    proxy:
      mode === 'mock'
        ? {}
        : Object.fromEntries(
            ['/api', '/auth', '/v', '/i', '/realms'].map((path) => [`^${path}/`, SERVER]),
          ),
  },
  build: {
    target: 'es2022',
    manifest: true,
    // Small pictures and fonts stay files: a data: font would break `default-src 'self'`.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: (chunk) => `assets/${chunkName(chunk)}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            // All that the first page needs, in one file.
            { name: 'first', tags: ['$initial'] },
            { name: 'watch-hls', test: /node_modules\/hls\.js\// },
            // Small parts of the studio and of the page of conversions: a file for each would weigh more than they do.
            { name: 'panel', test: /\/src\/ui\/(drop-area|meter|panel|status-badge)\./ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
}));
