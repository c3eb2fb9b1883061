import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { studioKeys } from '@/api/studio-keys';
import { attachUpload } from '../api';
import { laterTransfer } from '../later-transfer';
import { guardLeaving } from '../leave-guard';
import { type Target, type UploadItem, UploadQueue } from '../upload-queue';

/** One queue for the life of the page: uploads go on while their owner moves through the app. */
const queue = new UploadQueue({
  transfer: laterTransfer(async () => (await import('../tus-transfer')).tusTransfer),
  attach: attachUpload,
  now: () => performance.now(),
});
guardLeaving(queue, window);
addEventListener('offline', () => queue.setOnline(false));
addEventListener('online', () => queue.setOnline(true));

type Uploads = { items: readonly UploadItem[]; queue: UploadQueue };

export function useUploads(): Uploads {
  return { items: useSyncExternalStore(queue.subscribe, queue.snapshot), queue };
}

/** The upload for one target that is under way or was refused. */
export function useUploadOf({ video, type }: Target): UploadItem | undefined {
  const { items } = useUploads();
  return items.find(
    ({ target, state }) => target.video === video && target.type === type && state !== 'done',
  );
}

/** Reads a video again as soon as it has got its file. */
export function useRefreshAfterUploads(): void {
  const queryClient = useQueryClient();
  const { items } = useUploads();
  const done = items
    .filter(({ state }) => state === 'done')
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (done !== '') {
      queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') });
    }
  }, [done, queryClient]);
}
