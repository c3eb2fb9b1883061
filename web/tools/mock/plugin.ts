import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connect, Plugin } from 'vite';
import { problem, readBody } from './respond.ts';
import { ROUTES } from './routes.ts';

const MEDIA = fileURLToPath(new URL('../../.mock', import.meta.url));
const TYPES: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/mp4',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt',
  '.jpg': 'image/jpeg',
};

function file(response: ServerResponse, path: string): void {
  if (!existsSync(path)) {
    problem(response, 404, 'NOT_FOUND');
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
  response.end(readFileSync(path));
}

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname.replace(/^\/api\/v1/, '');
  for (const [method, pattern, handler] of ROUTES) {
    const match = request.method === method && pattern.exec(path);
    if (match) {
      return handler({
        request,
        response,
        url,
        params: match.slice(1),
        body: await readBody(request),
      });
    }
  }
  problem(response, 404, 'NOT_FOUND');
}

const middleware: Connect.NextHandleFunction = (request, response, next) => {
  const url = new URL(request.url ?? '/', 'http://mock');
  const [, root, name, rest] = url.pathname.split('/');
  if (root === 'api' || root === 'auth') {
    api(request, response, url).catch(next);
  } else if (root === 'i') {
    file(response, `${MEDIA}/pictures/${name}-${rest}.jpg`);
  } else if (root === 'v') {
    file(response, `${MEDIA}/stream/${rest}`);
  } else {
    next();
  }
};

/** Answers the API from fixtures, for work on the pages without a server. Never part of a build. */
export function mockServer(): Plugin {
  return {
    name: 'codeflix-mock-server',
    configureServer: ({ middlewares }) => void middlewares.use(middleware),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(middleware),
  };
}
