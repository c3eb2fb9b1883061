import type { ErrorData } from 'hls.js';

/** Why playback stopped by itself. */
export type Failure = {
  kind: 'network' | 'refused' | 'gone' | 'decode';
  /** For support: where it failed, as the player names it. */
  code: string;
};

/** What a fatal error of the stream means for the viewer. */
export function failureOf(data: Pick<ErrorData, 'type' | 'details' | 'response'>): Failure {
  const status = data.response?.code;
  const code = status ? `${data.details} · ${status}` : data.details;
  if (data.type !== 'networkError') {
    return { kind: 'decode', code };
  }
  if (status === 401 || status === 403) {
    return { kind: 'refused', code };
  }
  return { kind: status === 404 || status === 410 ? 'gone' : 'network', code };
}
