import { type HLSConstructor, isHLSProvider, type MediaProviderAdapter } from '@vidstack/react';
import { knownLineSpeed, rememberLineSpeed } from './line-speed';

// Fetched with the page's own code, so that both are there when the grant arrives.
const loadHls = () => import('hls.js');
let hls: HLSConstructor | undefined;
loadHls().then(
  (library) => {
    hls = library.default;
  },
  // Whoever needs it asks again, and is told.
  () => {},
);

/** Sets the library up for a film of which playback starts at `startAt` seconds. */
export function configure(provider: MediaProviderAdapter | null, startAt: number): void {
  if (isHLSProvider(provider)) {
    const speed = knownLineSpeed(Date.now());
    // What is there already is used at once: while the library loads, browsers begin to play the list by themselves.
    provider.library = hls ?? loadHls;
    provider.config = {
      capLevelToPlayerSize: true,
      // Always said: a growing list would else start near its end.
      startPosition: startAt,
      startLevel: -1,
      backBufferLength: 60,
      // Where the speed is known, the film begins in a size that suits it. Else a segment is spent to find out.
      ...(speed && { testBandwidth: false, abrEwmaDefaultEstimate: speed }),
    };
  }
}

/** For the next film. */
export function rememberSpeed(provider: MediaProviderAdapter | null): void {
  if (isHLSProvider(provider) && provider.instance) {
    rememberLineSpeed(provider.instance.bandwidthEstimate, Date.now());
  }
}
