import { ErrorDetails, ErrorTypes } from 'hls.js';
import { describe, expect, it } from 'vitest';
import { failureOf } from './failure';

const at = (code: number) => ({ code, url: '/v/a/1.m4s', data: undefined });

describe('failureOf', () => {
  it.each([
    [0, 'network'],
    [503, 'network'],
    [403, 'refused'],
    [401, 'refused'],
    [404, 'gone'],
    [410, 'gone'],
  ])('takes an answer of %i for %s', (status, kind) => {
    const data = {
      type: ErrorTypes.NETWORK_ERROR,
      details: ErrorDetails.FRAG_LOAD_ERROR,
      response: at(status),
    };
    expect(failureOf(data).kind).toBe(kind);
  });

  it('names the place and the status for support', () => {
    const data = {
      type: ErrorTypes.NETWORK_ERROR,
      details: ErrorDetails.FRAG_LOAD_ERROR,
      response: at(403),
    };
    expect(failureOf(data).code).toBe('fragLoadError · 403');
  });

  it('blames the browser for what it cannot decode', () => {
    const data = { type: ErrorTypes.MEDIA_ERROR, details: ErrorDetails.BUFFER_APPEND_ERROR };
    expect(failureOf(data)).toEqual({ kind: 'decode', code: 'bufferAppendError' });
  });
});
