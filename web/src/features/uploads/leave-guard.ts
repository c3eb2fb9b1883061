import type { UploadQueue } from './upload-queue';

function warn(event: Event): void {
  event.preventDefault();
}

/** Makes the browser ask before the page is left, for exactly as long as an upload would be cut off. */
export function guardLeaving(queue: UploadQueue, page: EventTarget): void {
  queue.subscribe(() => {
    // A standing listener would keep the page out of the browser's back-forward cache.
    page.removeEventListener('beforeunload', warn);
    if (queue.busy) {
      page.addEventListener('beforeunload', warn);
    }
  });
}
