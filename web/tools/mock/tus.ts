import type { IncomingMessage, ServerResponse } from 'node:http';

type Received = { name: string; size: number; offset: number };

const uploads = new Map<string, Received>();
const VERSION = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' };

function metadataOf(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(',').map((pair) => pair.trim().split(' '));
  return Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString()]),
  );
}

/** Receives uploads as the tus protocol says, and forgets their bytes. */
export async function tus(
  request: IncomingMessage,
  response: ServerResponse,
  id: string | undefined,
): Promise<void> {
  const upload = id ? uploads.get(id) : undefined;
  if (request.method === 'POST') {
    const made = crypto.randomUUID();
    const metadata = metadataOf(String(request.headers['upload-metadata'] ?? ''));
    const size = Number(request.headers['upload-length']);
    uploads.set(made, { name: metadata.filename ?? 'film.mp4', size, offset: 0 });
    response.writeHead(201, { ...VERSION, location: `/api/v1/admin/uploads/${made}` }).end();
  } else if (!upload) {
    response.writeHead(404, VERSION).end();
  } else if (request.method === 'HEAD') {
    response
      .writeHead(200, {
        ...VERSION,
        'upload-offset': String(upload.offset),
        'upload-length': String(upload.size),
      })
      .end();
  } else if (request.method === 'PATCH') {
    // Bytes that arrived before a cut stay received.
    request.on('data', (part: Buffer) => {
      upload.offset += part.length;
    });
    await new Promise((resolve) => request.on('end', resolve).on('close', resolve));
    response.writeHead(204, { ...VERSION, 'upload-offset': String(upload.offset) }).end();
  } else {
    uploads.delete(id ?? '');
    response.writeHead(204, VERSION).end();
  }
}

export function finishUpload(id: string): Received | undefined {
  const upload = uploads.get(id);
  return upload && upload.offset === upload.size ? upload : undefined;
}
