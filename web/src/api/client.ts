import createClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem, isProblem } from '@/api/problem';
import type { paths } from '@/api/schema';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** The gateway takes a write from a browser only with this header, which no foreign form can send. */
export const CSRF_HEADER = { 'X-Codeflix-Csrf': '1' } as const;

const conventions: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang || 'en');
    if (!SAFE_METHODS.has(request.method)) {
      request.headers.set('X-Codeflix-Csrf', CSRF_HEADER['X-Codeflix-Csrf']);
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await ApiProblem.from(response);
    }
  },
  onError({ error }) {
    const aborted = error instanceof DOMException && error.name === 'AbortError';
    return aborted ? error : ApiProblem.network();
  },
};

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  querySerializer: { array: { style: 'form', explode: false } },
  // Looked up at call time, so that a test's interceptor is used.
  fetch: (request) => globalThis.fetch(request),
});
client.use(conventions);

/** The body of an answer; every failure has already been thrown as an `ApiProblem`. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}

/** Not having an account or subscription is an answer, not a failure. Staff without an account get 403. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.code === 'ACCOUNT_REQUIRED')) {
      return null;
    }
    throw error;
  }
}
