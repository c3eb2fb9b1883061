import { LocalMediaStorage } from '@vidstack/react';
import { type AudioChoice, parseChoice } from './audio-choice';

const STORAGE_KEY = 'codeflix.player';
/** Apart from the library's own entry, which it writes whole. */
const AUDIO_KEY = 'codeflix.player.audio';

/**
 * Remembers volume, speed, quality, sound track, captions and their language on this device.
 * Positions are the server's business, so the storage's own are left out.
 */
export class PlayerStorage extends LocalMediaStorage {
  override onChange(src: Parameters<LocalMediaStorage['onChange']>[0]): void {
    super.onChange(src, null, STORAGE_KEY);
  }

  override async getTime(): Promise<null> {
    return null;
  }

  override async setTime(): Promise<void> {}

  /** The sound track that was chosen by hand; null where none ever was. */
  getAudio(): AudioChoice | null {
    return parseChoice(localStorage.getItem(AUDIO_KEY));
  }

  setAudio({ language, label }: AudioChoice): void {
    localStorage.setItem(AUDIO_KEY, JSON.stringify({ language, label }));
  }
}
