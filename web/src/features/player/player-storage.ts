import { LocalMediaStorage } from '@vidstack/react';

const STORAGE_KEY = 'codeflix.player';

/**
 * Remembers volume, speed, quality, captions and their language on this device. Positions are the
 * server's business, so the storage's own are left out.
 */
export class PlayerStorage extends LocalMediaStorage {
  override onChange(src: Parameters<LocalMediaStorage['onChange']>[0]): void {
    super.onChange(src, null, STORAGE_KEY);
  }

  override async getTime(): Promise<null> {
    return null;
  }

  override async setTime(): Promise<void> {}
}
