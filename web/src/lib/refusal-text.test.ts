import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@/api/problem';
import type { Locale } from '@/i18n/locale';
import { loadMessages } from '@/i18n/messages';
import type { MessageIds } from '@/i18n/types';
import { codeText, refusalText, serverFieldErrors } from './refusal-text';

async function intlFor(locale: Locale) {
  const messages = (await loadMessages(locale, 'studio')) as Record<MessageIds, string>;
  return createIntl({ locale, messages });
}

/** Section 12 of the reliability design: what a file can be refused for. */
const MEDIA_CODES = [
  'FILE_EMPTY',
  'NOT_MEDIA',
  'FORMAT_NOT_ALLOWED',
  'NO_VIDEO_STREAM',
  'NO_AUDIO_STREAM',
  'MEDIA_DAMAGED',
  'MOOV_MISSING',
  'DURATION_MISMATCH',
  'TOO_LONG',
  'TOO_SHORT',
  'RESOLUTION_INVALID',
  'RESOLUTION_TOO_LARGE',
  'FPS_TOO_HIGH',
  'ENCRYPTED_INPUT',
  'EXTERNAL_REFERENCE',
  'CODEC_NOT_ALLOWED',
  'TOO_MANY_TRACKS',
  'SOUND_SKIPPED',
  'IMAGE_TOO_LARGE',
  'IMAGE_TYPE',
  'CHECKSUM',
  'QUOTA',
  'TOO_LARGE',
  'STORAGE_FULL',
  'STORAGE_BUSY',
  'ENCODE_TIMEOUT',
  'SANDBOX_LIMIT',
  'INTERNAL',
];

describe.each(['en', 'pt-BR', 'ru'] as const)('refusals in %s', (locale) => {
  it('have words for every media code', async () => {
    const intl = await intlFor(locale);
    const words = MEDIA_CODES.map((code) => codeText(intl, code, 'fallback'));
    expect(words).not.toContain('fallback');
    expect(new Set(words).size).toBe(MEDIA_CODES.length);
  });
});

describe('refusalText', () => {
  it("falls back to the server's words for a code it does not know", async () => {
    const problem = new ApiProblem(422, { code: 'BRAND_NEW', detail: 'Too purple.' });
    expect(refusalText(await intlFor('en'), problem)).toBe('Too purple.');
  });
});

describe('serverFieldErrors', () => {
  it('sorts the errors to their fields, the first of each', async () => {
    const problem = new ApiProblem(422, {
      code: 'VALIDATION',
      errors: [
        { field: '/title', code: 'BLANK', message: 'Say something.' },
        { field: '/title', code: 'LENGTH', message: 'Later.' },
        { field: '/genres_id/1', code: 'GENRE_OUTSIDE_CATEGORIES', message: '' },
      ],
    });
    const errors = serverFieldErrors(await intlFor('en'), problem);
    expect(errors.title).toBe('Say something.');
    expect(errors.genres_id).toMatch(/belongs to none of the chosen categories/);
  });
});
