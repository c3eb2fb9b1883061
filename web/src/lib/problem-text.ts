import type { IntlShape } from 'react-intl';
import { ApiProblem } from '@/api/problem';

/** What to tell a person about a failure: the server's own words when it had any. */
export function problemText(intl: IntlShape, error: unknown): string {
  if (!(error instanceof ApiProblem)) {
    return intl.formatMessage({ id: 'common.error.unexpected' });
  }
  if (error.code === 'NETWORK') {
    return intl.formatMessage({ id: 'common.error.network' });
  }
  if (error.status === 404) {
    return intl.formatMessage({ id: 'common.error.notFound' });
  }
  if (error.status === 429) {
    return intl.formatMessage({ id: 'common.error.rateLimited' });
  }
  if (error.status >= 500) {
    return intl.formatMessage({ id: 'common.error.server' });
  }
  return error.detail ?? intl.formatMessage({ id: 'common.error.unexpected' });
}

/** The stable code to quote to support, with the request's id where the server gave one. */
export function problemCode(error: unknown): string {
  if (!(error instanceof ApiProblem)) {
    return 'CLIENT';
  }
  return error.requestId ? `${error.code} · ${error.requestId}` : error.code;
}
