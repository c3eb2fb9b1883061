import { describe, expect, it } from 'vitest';
import { trackLike } from './audio-choice';

const ENGLISH = { language: 'en', label: 'English' };
const DESCRIBED = { language: 'en', label: 'English, described' };
const RUSSIAN = { language: 'ru', label: 'Русский' };
const UNKNOWN = { language: '', label: 'Track 2' };

describe('trackLike', () => {
  it('finds the track of the same language and name', () => {
    expect(trackLike([RUSSIAN, ENGLISH, DESCRIBED], { ...DESCRIBED })).toBe(DESCRIBED);
  });

  it('takes another one of the same language where none has the name', () => {
    const commented = { language: 'en', label: 'Director’s commentary' };
    expect(trackLike([RUSSIAN, ENGLISH, DESCRIBED], commented)).toBe(ENGLISH);
  });

  it('finds none in a film without the language, even of the same name', () => {
    expect(trackLike([RUSSIAN], { language: 'en', label: 'Русский' })).toBeUndefined();
    expect(trackLike([], ENGLISH)).toBeUndefined();
  });

  it('goes by the name alone where no language is said', () => {
    expect(trackLike([ENGLISH, UNKNOWN], { ...UNKNOWN })).toBe(UNKNOWN);
    expect(trackLike([UNKNOWN], { language: '', label: 'Track 1' })).toBeUndefined();
  });
});
