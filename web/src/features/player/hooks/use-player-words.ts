import type { DefaultLayoutTranslations } from '@vidstack/react/player/layouts/default';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';

type Word = keyof DefaultLayoutTranslations;

const WORDS: Word[] = [
  'Announcements',
  'Accessibility',
  'AirPlay',
  'Audio',
  'Auto',
  'Boost',
  'Captions',
  'Caption Styles',
  'Captions look like this',
  'Chapters',
  'Closed-Captions Off',
  'Closed-Captions On',
  'Connected',
  'Continue',
  'Connecting',
  'Default',
  'Disabled',
  'Disconnected',
  'Display Background',
  'Download',
  'Enter Fullscreen',
  'Enter PiP',
  'Exit Fullscreen',
  'Exit PiP',
  'Font',
  'Family',
  'Fullscreen',
  'Google Cast',
  'Keyboard Animations',
  'LIVE',
  'Loop',
  'Mute',
  'Normal',
  'Off',
  'Pause',
  'Play',
  'Playback',
  'PiP',
  'Quality',
  'Replay',
  'Reset',
  'Seek Backward',
  'Seek Forward',
  'Seek',
  'Settings',
  'Skip To Live',
  'Speed',
  'Size',
  'Color',
  'Opacity',
  'Shadow',
  'Text',
  'Text Background',
  'Track',
  'Unmute',
  'Volume',
];

/** The words of the player's controls in the page's language. */
export function usePlayerWords(): Partial<DefaultLayoutTranslations> {
  const intl = useIntl();
  return useMemo(
    () =>
      Object.fromEntries(
        WORDS.map((word) => [word, intl.formatMessage({ id: `viewer.player.word.${word}` })]),
      ),
    [intl],
  );
}
