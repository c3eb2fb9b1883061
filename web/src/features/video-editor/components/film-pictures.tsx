import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { StudioVideo } from '@/api/studio-types';
import { refusalText } from '@/lib/refusal-text';
import { choosePoster } from '../api';
import styles from './picture-field.module.css';

const PosterChoice = lazy(() => import('./poster-choice'));

/** Which picture of the film is the thumbnail, once there is a choice. */
export function FilmPictures({ video, canChange }: { video: StudioVideo; canChange: boolean }) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const choice = useMutation({
    mutationFn: (at: number | null) => choosePoster(video.id, at),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') }),
  });
  const { poster } = video;
  const known = poster.source === 'chosen' ? poster.at_ms : null;
  return (
    <Suspense>
      {poster.candidates.length > 1 && (
        <PosterChoice
          poster={poster}
          value={choice.isPending ? choice.variables : known}
          busy={choice.isPending}
          canChange={canChange}
          onChoose={choice.mutate}
        />
      )}
      {choice.error && (
        <p className={styles.error} role="alert">
          {refusalText(intl, choice.error)}
        </p>
      )}
    </Suspense>
  );
}
