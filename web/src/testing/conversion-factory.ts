import type { Conversion } from '@/api/types';

export function aConversion(change: Partial<Conversion> = {}): Conversion {
  return {
    id: 'conversion-1',
    version: 3,
    file_name: 'tide.mp4',
    size_bytes: 50_000_000,
    format: 'mp3',
    bitrate_kbps: 192,
    status: 'completed',
    progress: 100,
    error_code: null,
    error: null,
    result_name: 'tide.mp3',
    result_bytes: 1_400_000,
    duration_ms: 65_000,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:01:00.000Z',
    expires_at: '2026-01-08T00:01:00.000Z',
    ...change,
  };
}
