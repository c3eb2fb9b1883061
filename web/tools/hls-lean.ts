import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ROOT = new URL('../node_modules/hls.js/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));

/** What our own streams use; the switches are those of the library's own build. */
const FEATURES = {
  __USE_ALT_AUDIO__: true,
  __USE_SUBTITLES__: true,
  __USE_MEDIA_CAPABILITIES__: true,
  __USE_M2TS_ADVANCED_CODECS__: false,
  __USE_EME_DRM__: false,
  __USE_CMCD__: false,
  __USE_CONTENT_STEERING__: false,
  __USE_VARIABLE_SUBSTITUTION__: false,
  __USE_INTERSTITIALS__: false,
  __USE_IFRAMES__: false,
};

/**
 * Builds hls.js from its own source without DRM, advertisements and steering, which Codeflix does
 * not serve, and without trick play, which the player's thumbnails are for: the whole library alone would take most of the watch page's budget, and
 * its published light build cannot play separate audio.
 */
export function hlsLean(): Plugin {
  return {
    name: 'codeflix-hls-lean',
    apply: 'build',
    config: () => ({
      resolve: {
        alias: [{ find: /^hls\.js$/, replacement: fileURLToPath(new URL('src/hls.ts', ROOT)) }],
      },
      define: {
        ...FEATURES,
        __VERSION__: JSON.stringify(version),
        __IN_WORKER__: false,
        __HLS_WORKER_BUNDLE__: 'undefined',
      },
    }),
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && /__USE_[A-Z0-9_]+__/.test(file.code)) {
          this.error(`${file.fileName} asks for a switch of hls.js that has no value here`);
        }
      }
    },
  };
}
