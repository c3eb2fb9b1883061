import type { IntlShape } from 'react-intl';
import { ApiProblem } from '@/api/problem';
import type { FieldError } from '@/api/types';
import type { MessageIds } from '@/i18n/types';
import { problemText } from '@/lib/problem-text';

function wordsFor(intl: IntlShape, id: string): string | undefined {
  return id in intl.messages ? intl.formatMessage({ id: id as MessageIds }) : undefined;
}

/** A stable code in words; `fallback` is what the server said about a code that is not known here. */
export function codeText(intl: IntlShape, code: string, fallback?: string | null): string {
  return (
    wordsFor(intl, `studio.code.${code}`) ??
    fallback ??
    intl.formatMessage({ id: 'common.error.unexpected' })
  );
}

/** Why the server refused something, in words that a person can act on. */
export function refusalText(intl: IntlShape, error: unknown): string {
  return error instanceof ApiProblem
    ? codeText(intl, error.code, error.detail)
    : problemText(intl, error);
}

/** The server's errors by form field: `/title` becomes `title`, `/genres_id/0` becomes `genres_id`. */
export function serverFieldErrors(intl: IntlShape, problem: ApiProblem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const error of problem.fields) {
    const field = error.field.replace(/^\//, '').split('/')[0] ?? '';
    errors[field] ??= fieldText(intl, error);
  }
  return errors;
}

function fieldText(intl: IntlShape, { code, message }: FieldError): string {
  return message || (wordsFor(intl, `studio.field.${code}`) ?? codeText(intl, code));
}
