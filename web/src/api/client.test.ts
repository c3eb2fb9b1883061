import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { server } from '@/testing/setup';
import { body, client } from './client';
import { ApiProblem, fieldErrors } from './problem';

async function failureOf(call: Promise<unknown>): Promise<ApiProblem> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiProblem)) {
    throw new Error('the call was expected to fail with a problem');
  }
  return error;
}

describe('the API client', () => {
  it('marks writes as its own and asks for the page’s language', async () => {
    document.documentElement.lang = 'pt-BR';
    const seen: Record<string, string | null>[] = [];
    server.use(
      http.all('*/api/v1/*', ({ request }) => {
        seen.push({
          csrf: request.headers.get('X-Codeflix-Csrf'),
          language: request.headers.get('Accept-Language'),
        });
        return HttpResponse.json({ data: {} });
      }),
    );
    await body(client.GET('/api/v1/site'));
    await body(client.PATCH('/api/v1/accounts/me', { body: { name: 'n' } }));
    expect(seen).toEqual([
      { csrf: null, language: 'pt-BR' },
      { csrf: '1', language: 'pt-BR' },
    ]);
  });

  it('turns problem+json into one kind of error', async () => {
    server.use(
      http.get('*/api/v1/site', () =>
        HttpResponse.json(
          {
            code: 'VALIDATION',
            detail: 'Check the fields.',
            request_id: 'r-1',
            errors: [
              { field: '/email', code: 'FORMAT', message: 'no address' },
              { field: '/email', code: 'LENGTH', message: 'too long' },
            ],
          },
          { status: 422 },
        ),
      ),
    );
    const problem = await failureOf(body(client.GET('/api/v1/site')));
    expect(problem).toMatchObject({
      status: 422,
      code: 'VALIDATION',
      detail: 'Check the fields.',
      requestId: 'r-1',
      retryable: false,
    });
    expect(fieldErrors(problem)).toEqual({ email: 'no address' });
  });

  it('survives an error page that is no JSON', async () => {
    server.use(http.get('*/api/v1/site', () => new HttpResponse('<h1>502</h1>', { status: 502 })));
    const problem = await failureOf(body(client.GET('/api/v1/site')));
    expect(problem).toMatchObject({ status: 502, code: 'HTTP_502', retryable: true });
  });

  it('calls a lost connection by its name', async () => {
    server.use(http.get('*/api/v1/site', () => HttpResponse.error()));
    const problem = await failureOf(body(client.GET('/api/v1/site')));
    expect(problem).toMatchObject({ status: 0, code: 'NETWORK', retryable: true });
  });
});
