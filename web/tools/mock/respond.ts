import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../src/api/types.ts';

export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** Groups of the matched path. */
  params: string[];
  body: Record<string, unknown>;
};
export type Handler = (exchange: Exchange) => void | Promise<void>;

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export function data(response: ServerResponse, value: unknown, status = 200): void {
  json(response, { data: value }, status);
}

export function empty(response: ServerResponse): void {
  response.writeHead(204);
  response.end();
}

export function problem(
  response: ServerResponse,
  status: number,
  code: string,
  more: Problem = {},
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(
    JSON.stringify({ type: 'about:blank', title: code, status, code, request_id: 'mock', ...more }),
  );
}

export function cookie(request: IncomingMessage, name: string): string | undefined {
  const found = request.headers.cookie?.split('; ').find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Lets only staff through. */
export function operator(handler: Handler): Handler {
  return (exchange) =>
    cookie(exchange.request, 'mock_session') === 'staff'
      ? handler(exchange)
      : problem(exchange.response, 403, 'FORBIDDEN');
}

export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  const text = Buffer.concat(parts).toString();
  if (request.headers['content-type']?.startsWith('multipart/')) {
    return { raw: text };
  }
  return text === '' ? {} : JSON.parse(text);
}
