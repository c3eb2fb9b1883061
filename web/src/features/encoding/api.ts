import { client } from '@/api/client';
import type { MediaType } from '@/api/studio-types';
import type { Uuid } from '@/api/types';

type Place = { id: Uuid; type: MediaType };

export async function retryEncoding(path: Place): Promise<void> {
  await client.POST('/api/v1/admin/videos/{id}/medias/{type}/retry', { params: { path } });
}

export async function removeFilm(path: Place): Promise<void> {
  await client.DELETE('/api/v1/admin/videos/{id}/medias/{type}', { params: { path } });
}
