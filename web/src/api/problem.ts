import type { FieldError, Problem } from '@/api/types';

/** What went wrong with a request: the server's problem+json, or the network itself. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly fields: FieldError[];
  /** What the server said, in the page's language; absent when the server did not answer. */
  readonly detail: string | undefined;

  constructor(status: number, body: Problem) {
    super(body.detail ?? body.title ?? body.code ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'NETWORK' : `HTTP_${status}`);
    this.detail = body.detail ?? body.title;
    this.requestId = body.request_id;
    this.retryable = body.retryable ?? (status === 0 || status >= 500);
    this.fields = body.errors ?? [];
  }

  static network(): ApiProblem {
    return new ApiProblem(0, { code: 'NETWORK', retryable: true });
  }

  static async from(response: Response): Promise<ApiProblem> {
    const body = await response
      .clone()
      .json()
      .catch(() => ({}));
    return new ApiProblem(response.status, typeof body === 'object' && body !== null ? body : {});
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

/** Field errors keyed by form field: `/email` becomes `email`. The first one of a field wins. */
export function fieldErrors(problem: ApiProblem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, message } of problem.fields) {
    const name = field.replace(/^\//, '').replaceAll('/', '.');
    errors[name] ??= message;
  }
  return errors;
}
