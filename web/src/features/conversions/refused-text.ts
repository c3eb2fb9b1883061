import type { IntlShape } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { MessageIds } from '@/i18n/types';
import { problemText } from '@/lib/problem-text';

const KNOWN = ['FILE_EMPTY', 'TOO_LARGE', 'TOO_MANY_QUEUED', 'STORAGE_FULL'] as const;

/** Why a file was not taken, in words that its owner can act on. */
export function refusedText(intl: IntlShape, error: unknown): string {
  const code = isProblem(error) ? KNOWN.find((known) => known === error.code) : undefined;
  return code
    ? intl.formatMessage({ id: `conversions.refused.${code}` })
    : problemText(intl, error);
}

/** Why a film could not be converted; `said` is what the server says of a code that is not known here. */
export function failedText(intl: IntlShape, code: string, said: string): string {
  const id = `conversions.failed.${code}`;
  return id in intl.messages ? intl.formatMessage({ id: id as MessageIds }) : said;
}
