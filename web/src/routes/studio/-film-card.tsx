import { Button } from '@mantine/core';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FilmType, StudioVideo } from '@/api/studio-types';
import { FilmState } from '@/features/encoding/components/film-state';
import { FilmDrop } from '@/features/uploads/components/film-drop';
import { UploadProgress } from '@/features/uploads/components/upload-progress';
import { useUploadOf, useUploads } from '@/features/uploads/hooks/use-uploads';
import { Panel } from '@/ui/panel';
import { EncodeLink } from './-encode-link';

type Props = { video: StudioVideo; type: FilmType; canChange: boolean };

/** One film from its file to its renditions: upload and encode on the same card. */
export function FilmCard({ video, type, canChange }: Props) {
  const intl = useIntl();
  const target = { video: video.id, type };
  const { queue } = useUploads();
  const upload = useUploadOf(target);
  const [replacing, setReplacing] = useState<string | null>(null);
  const film = video[type];
  // The drop zone closes by itself once another film has taken the place of the one it was for.
  const dropping = canChange && !upload && (film === null || replacing === film.id);
  return (
    <Panel
      title={intl.formatMessage({ id: `studio.film.${type}` })}
      hint={type === 'trailer' && <FormattedMessage id="studio.film.trailerHint" />}
      aside={
        film &&
        !upload &&
        canChange && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-expanded={dropping}
            onClick={() => setReplacing(dropping ? null : film.id)}
          >
            <FormattedMessage id={dropping ? 'common.cancel' : 'studio.film.replace'} />
          </Button>
        )
      }
    >
      {upload && (
        <UploadProgress item={upload} queue={queue} film={film?.checksum === null ? film : null} />
      )}
      {dropping && <FilmDrop target={target} title={video.title} />}
      {film && !dropping && !upload && (
        <FilmState
          video={video.id}
          type={type}
          film={film}
          canChange={canChange}
          more={<EncodeLink video={video.id} type={type} film={film} />}
        />
      )}
    </Panel>
  );
}
