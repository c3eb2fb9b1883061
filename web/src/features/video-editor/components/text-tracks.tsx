import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { SourceText, StudioVideo, TextTrack } from '@/api/studio-types';
import { refusalText } from '@/lib/refusal-text';
import { ConfirmButton } from '@/ui/confirm-button';
import { Panel } from '@/ui/panel';
import { removeTextTrack } from '../api';
import { AddTextTrack } from './add-text-track';
import fields from './fields.module.css';
import styles from './text-tracks.module.css';

type Props = { video: StudioVideo; canChange: boolean };

/** The subtitles of a film: those it brought along, and those that were added. */
export function TextTracks({ video, canChange }: Props) {
  const intl = useIntl();
  const own = video.video?.text_tracks ?? [];
  const none = own.length === 0 && video.text_tracks.length === 0;
  return (
    <Panel
      title={intl.formatMessage({ id: 'studio.text.title' })}
      hint={<FormattedMessage id="studio.text.lead" />}
    >
      {none ? (
        <p className={styles.empty}>
          <FormattedMessage id="studio.text.none" />
        </p>
      ) : (
        <ul className={styles.list}>
          {own.map((track) => (
            <li key={track.label} className={styles.track}>
              <Words track={track} ofTheFilm />
            </li>
          ))}
          {video.text_tracks.map((track) => (
            <AddedTrack key={track.id} video={video} track={track} canChange={canChange} />
          ))}
        </ul>
      )}
      {canChange && <AddTextTrack video={video.id} />}
    </Panel>
  );
}

type AddedProps = Props & { track: TextTrack };

function AddedTrack({ video, track, canChange }: AddedProps) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeTextTrack(video.id, track.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') }),
  });
  return (
    <li className={styles.track}>
      <Words track={track} />
      {canChange && (
        <ConfirmButton
          variant="subtle"
          color="gray"
          size="compact-sm"
          dangerous
          loading={remove.isPending}
          aria-label={intl.formatMessage({ id: 'studio.text.removeName' }, { name: track.label })}
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          question={intl.formatMessage({ id: 'studio.text.removeQuestion' })}
          explanation={<FormattedMessage id="studio.text.removeText" />}
          confirmLabel={intl.formatMessage({ id: 'studio.film.removeConfirm' })}
          onConfirm={() => remove.mutate()}
        >
          <FormattedMessage id="studio.film.remove" />
        </ConfirmButton>
      )}
      {remove.error && (
        <p className={fields.error} role="alert">
          {refusalText(intl, remove.error)}
        </p>
      )}
    </li>
  );
}

/** What a file says of a track whose language nobody wrote down. */
const UNKNOWN_LANGUAGE = 'und';

type WordsProps = { track: SourceText; ofTheFilm?: boolean };

function Words({ track, ofTheFilm = false }: WordsProps) {
  const intl = useIntl();
  const facts = [
    track.language !== UNKNOWN_LANGUAGE &&
      intl.formatDisplayName(track.language, { type: 'language' }),
    intl.formatMessage({ id: `studio.text.kind.${track.kind}` }),
    ofTheFilm && intl.formatMessage({ id: 'studio.text.ofTheFilm' }),
  ];
  return (
    <div className={styles.words}>
      <p className={styles.label}>{track.label}</p>
      <p className={styles.facts}>{facts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
