import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connect, Plugin } from 'vite';
import { problem, readBody } from './respond.ts';
import { ROUTES } from './routes.ts';
import { studio } from './studio.ts';

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
  if (url.pathname.startsWith('/api/v1/admin/')) {
    studio(request, response, url).catch(next);
  } else if (root === 'api' || root === 'auth') {
    api(request, response, url).catch(next);
  } else if (root === 'i') {
    file(response, `${MEDIA}/pictures/${name}-${rest}.jpg`);
  } else if (root === 'v') {
    file(response, `${MEDIA}/stream/${rest}`);
  } else {
    next();
  }
};

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'nonce-mock'",
  "style-src-attr 'unsafe-inline'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Serves the built page as the real server does: every address is the app, under its strict policy. */
const builtPage: Connect.NextHandleFunction = (request, response, next) => {
  if (!request.headers.accept?.includes('text/html')) {
    next();
    return;
  }
  const page = readFileSync(`${MEDIA}/../dist/index.html`, 'utf8');
  response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY });
  response.end(page.replace('__CSP_NONCE__', 'mock'));
};

/** Answers the API from fixtures, for work on the pages without a server. Never part of a build. */
export function mockServer(): Plugin {
  return {
    name: 'codeflix-mock-server',
    configureServer: ({ middlewares }) => void middlewares.use(middleware),
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use(middleware);
      middlewares.use(builtPage);
    },
  };
}
