import { describe, expect, it } from 'vitest';
import { PlayerStorage } from './player-storage';

const STORED = 'codeflix.player.audio';

describe('PlayerStorage', () => {
  it('knows no sound track before one was chosen', () => {
    expect(new PlayerStorage().getAudio()).toBeNull();
  });

  it('keeps the chosen sound track for the next film', () => {
    const track = { id: '3', kind: 'main', language: 'pt-BR', label: 'Português', selected: true };
    new PlayerStorage().setAudio(track);
    expect(new PlayerStorage().getAudio()).toEqual({ language: 'pt-BR', label: 'Português' });
  });

  it('keeps it while the library writes what it remembers itself', async () => {
    const storage = new PlayerStorage();
    storage.onChange({ src: '', type: 'video/mp4' });
    storage.setAudio({ language: 'en', label: 'English' });
    await storage.setVolume(0.4);
    expect(storage.getAudio()).toEqual({ language: 'en', label: 'English' });
  });

  it.each(['', 'nonsense', 'null', '[]', '{"language":1,"label":"English"}'])(
    'takes %j in the storage for nothing',
    (text) => {
      localStorage.setItem(STORED, text);
      expect(new PlayerStorage().getAudio()).toBeNull();
    },
  );
});
