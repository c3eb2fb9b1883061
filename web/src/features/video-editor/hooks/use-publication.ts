import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import { studioKeys } from '@/api/studio-keys';
import type { StudioVideo } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { notify } from '@/lib/notify';
import { publishVideo, unpublishVideo } from '../api';

/** Shows a video to viewers, or takes it back. `saveFirst` must not fail, or nothing happens. */
export function usePublication(id: Uuid, saveFirst: () => Promise<boolean>) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const key = studioKeys.item('videos', id);
  const done = (video: StudioVideo) => {
    queryClient.setQueryData(key, video);
    queryClient.invalidateQueries({ queryKey: studioKeys.lists('videos') });
    notify(
      intl.formatMessage({ id: video.published ? 'studio.publish.live' : 'studio.publish.hidden' }),
    );
  };
  const onError = (error: Error) => {
    // The server knows better what is missing; the list on the page follows it.
    if (isProblem(error) && error.status === 409) {
      queryClient.invalidateQueries({ queryKey: key });
    }
  };
  const publish = useMutation({
    mutationFn: async (early: boolean) => ((await saveFirst()) ? publishVideo(id, early) : null),
    onSuccess: (video) => video && done(video),
    onError,
  });
  const unpublish = useMutation({ mutationFn: () => unpublishVideo(id), onSuccess: done, onError });
  return { publish, unpublish };
}
