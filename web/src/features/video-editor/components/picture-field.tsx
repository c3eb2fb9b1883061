import { Button, Loader } from '@mantine/core';
import { IconPhotoPlus, IconTrash, IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { PictureType, StudioVideo } from '@/api/studio-types';
import { refusalText } from '@/lib/refusal-text';
import { pictureUrl } from '@/lib/studio-picture';
import { ConfirmButton } from '@/ui/confirm-button';
import { DropArea } from '@/ui/drop-area';
import { removePicture, storePicture } from '../api';
import styles from './picture-field.module.css';

const ACCEPTED: Record<PictureType, string> = {
  thumbnail: 'image/jpeg,image/png,image/webp',
  thumbnail_half: 'image/jpeg,image/png,image/webp',
  banner: 'image/jpeg,image/png,image/webp,image/gif',
};

type Props = { video: StudioVideo; type: PictureType; canChange: boolean };

/** One picture of a video: drop, look, replace, remove. */
export function PictureField({ video, type, canChange }: Props) {
  const intl = useIntl();
  const hint = useId();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<File | null>(null);
  const preview = usePreview(chosen);
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') });
  const store = useMutation({
    mutationFn: (file: File) => storePicture(video.id, type, file),
    onMutate: (file) => {
      remove.reset();
      setChosen(file);
    },
    onSuccess: refresh,
    onSettled: () => setChosen(null),
  });
  const remove = useMutation({
    mutationFn: () => removePicture(video.id, type),
    onMutate: () => store.reset(),
    onSuccess: refresh,
  });
  const picture = video[type];
  const name = intl.formatMessage({ id: `studio.picture.${type}` });
  const error = store.error ?? remove.error;
  return (
    <div className={styles.field}>
      <div className={styles.words}>
        <h3 className={styles.name}>{name}</h3>
        <p id={hint} className={styles.hint}>
          <FormattedMessage id={`studio.picture.hint.${type}`} />
        </p>
      </div>
      {picture || preview ? (
        <div className={styles.frame}>
          <img
            src={preview ?? (picture ? pictureUrl(video.id, type, picture, 'medium') : '')}
            alt={intl.formatMessage({ id: 'studio.picture.alt' }, { name, title: video.title })}
            className={styles.picture}
          />
          {store.isPending && <Loader className={styles.busy} size={32} />}
        </div>
      ) : (
        canChange && (
          <DropArea
            label={intl.formatMessage({ id: 'studio.picture.choose' }, { name })}
            accept={ACCEPTED[type]}
            describedBy={hint}
            onFile={store.mutate}
          >
            <IconPhotoPlus size={26} stroke={1.6} aria-hidden="true" />
            <FormattedMessage id="studio.picture.drop" />
          </DropArea>
        )
      )}
      {error && (
        <p className={styles.error} role="alert">
          {refusalText(intl, error)}
        </p>
      )}
      {canChange && picture && (
        <div className={styles.actions}>
          <ReplaceButton
            label={intl.formatMessage({ id: 'studio.picture.replaceName' }, { name })}
            accept={ACCEPTED[type]}
            busy={store.isPending}
            onFile={store.mutate}
          />
          <ConfirmButton
            variant="subtle"
            color="gray"
            size="compact-sm"
            dangerous
            loading={remove.isPending}
            aria-label={intl.formatMessage({ id: 'studio.picture.removeName' }, { name })}
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            question={intl.formatMessage({ id: 'studio.picture.removeQuestion' })}
            explanation={<FormattedMessage id="studio.picture.removeText" />}
            confirmLabel={intl.formatMessage({ id: 'studio.film.removeConfirm' })}
            onConfirm={() => remove.mutate()}
          >
            <FormattedMessage id="studio.film.remove" />
          </ConfirmButton>
        </div>
      )}
    </div>
  );
}

/** The chosen file itself is shown while it is on its way. */
function usePreview(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) {
      return;
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return url;
}

type ReplaceProps = {
  label: string;
  accept: string;
  busy: boolean;
  onFile: (file: File) => void;
};

function ReplaceButton({ label, accept, busy, onFile }: ReplaceProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={busy}
        aria-label={label}
        leftSection={<IconUpload size={16} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        <FormattedMessage id="studio.picture.replace" />
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) {
            onFile(file);
          }
        }}
      />
    </>
  );
}
