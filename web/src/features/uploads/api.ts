import { client } from '@/api/client';
import type { Uuid } from '@/api/types';
import type { Target } from './upload-queue';

/** Hands the received file over to its video; the server refuses what it cannot use. */
export async function attachUpload({ video, type }: Target, uploadId: Uuid): Promise<void> {
  await client.POST('/api/v1/admin/videos/{id}/medias/{type}', {
    params: { path: { id: video, type } },
    body: { upload_id: uploadId },
  });
}
