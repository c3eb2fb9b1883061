import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type IntlShape, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import { studioKeys } from '@/api/studio-keys';
import type { Missing } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { notify } from '@/lib/notify';
import { readinessOf, whyNot } from '@/lib/readiness';
import { refusalText } from '@/lib/refusal-text';
import { changePublication, type Refusal } from '../api';

/** What the server says is missing, which may be more than the list has known. */
function reasonOf(intl: IntlShape, { video, error }: Refusal): string {
  if (!isProblem(error, 'VIDEO_NOT_READY') || error.fields.length === 0) {
    return refusalText(intl, error);
  }
  const missing = error.fields.map(({ field }) => field.replace(/^\//, '') as Missing);
  return whyNot(intl, readinessOf({ ...video, missing }, false));
}

/** The names of the refused, under each reason once. */
function tellRefused(intl: IntlShape, refused: Refusal[]): void {
  const named = refused.map((refusal) => ({
    name: intl.formatMessage({ id: 'studio.videos.quoted' }, { title: refusal.video.title }),
    reason: reasonOf(intl, refusal),
  }));
  for (const reason of new Set(named.map((one) => one.reason))) {
    const group = named.filter((one) => one.reason === reason);
    const names = intl.formatList(group.map(({ name }) => name));
    notify(intl.formatMessage({ id: 'studio.videos.refused' }, { names, reason }), 'failed');
  }
}

/** Shows videos to viewers or takes them back, and says what was done and what was refused. */
export function useChangePublication(onDone: (done: Uuid[]) => void) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: changePublication,
    onSuccess: async (refused, { action, videos }) => {
      await queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') });
      const done = videos.filter((video) => refused.every((one) => one.video !== video));
      if (done.length > 0) {
        notify(intl.formatMessage({ id: `studio.videos.done.${action}` }, { count: done.length }));
      }
      tellRefused(intl, refused);
      onDone(done.map(({ id }) => id));
    },
  });
}
