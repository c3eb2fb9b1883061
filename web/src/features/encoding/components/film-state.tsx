import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { Film, FilmType } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { formatBytes } from '@/lib/file-size';
import { formatDuration } from '@/lib/format';
import { notify } from '@/lib/notify';
import { codeText, refusalText } from '@/lib/refusal-text';
import { ConfirmButton } from '@/ui/confirm-button';
import { StatusBadge } from '@/ui/status-badge';
import { removeFilm, retryEncoding } from '../api';
import { EncodeProgress } from './encode-progress';
import styles from './film-state.module.css';

type Props = {
  video: Uuid;
  type: FilmType;
  film: Film;
  canChange: boolean;
  /** Stands beneath the reason of a failure: where to read more of it. */
  more?: ReactNode;
};

/** What the server has of one film: being encoded, ready, or failed with its reason. */
export function FilmState({ video, type, film, canChange, more }: Props) {
  const intl = useIntl();
  const working = film.status === 'pending' || film.status === 'processing';
  return (
    <div className={styles.state}>
      <div className={styles.file}>
        <span className={styles.name}>{film.name}</span>
        <span className={styles.facts}>
          {formatBytes(intl, film.size_bytes)}
          {film.duration_ms !== null && ` · ${formatDuration(intl, film.duration_ms)}`}
        </span>
      </div>
      {working && <EncodeProgress film={film} />}
      {working && film.playable_at !== null && (
        <StatusBadge tone="info" icon={<IconPlayerPlay size={15} aria-hidden="true" />}>
          <FormattedMessage id="studio.encode.playable" />
        </StatusBadge>
      )}
      {film.status === 'completed' && <Renditions film={film} />}
      {film.status === 'error' && (
        <div className={styles.error} role="alert">
          <IconAlertTriangle size={20} aria-hidden="true" />
          <div>
            <p>{codeText(intl, film.error_code ?? 'INTERNAL', film.error)}</p>
            <p className={styles.code}>
              <FormattedMessage
                id="common.error.code"
                values={{ code: film.error_code ?? 'INTERNAL' }}
              />
            </p>
            {more}
          </div>
        </div>
      )}
      {canChange && <Actions video={video} type={type} film={film} />}
    </div>
  );
}

function Renditions({ film }: { film: Film }) {
  const intl = useIntl();
  return (
    <ul
      className={styles.renditions}
      aria-label={intl.formatMessage({ id: 'studio.encode.sizes' })}
    >
      {film.renditions
        .filter(({ height }) => height > 0)
        .map(({ height, codec }) => (
          <li key={`${height} ${codec}`} className={styles.rendition}>
            {height}p
          </li>
        ))}
    </ul>
  );
}

function Actions({ video, type, film }: Omit<Props, 'canChange' | 'more'>) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const options = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') }),
    onError: (error: Error) => notify(refusalText(intl, error), 'failed'),
  };
  const retry = useMutation({ mutationFn: () => retryEncoding({ id: video, type }), ...options });
  const remove = useMutation({ mutationFn: () => removeFilm({ id: video, type }), ...options });
  return (
    <div className={styles.actions}>
      {film.status === 'error' && (
        <Button
          size="compact-sm"
          loading={retry.isPending}
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          onClick={() => retry.mutate()}
        >
          <FormattedMessage id="studio.encode.retry" />
        </Button>
      )}
      <ConfirmButton
        variant="subtle"
        color="gray"
        size="compact-sm"
        dangerous
        loading={remove.isPending}
        leftSection={<IconTrash size={16} aria-hidden="true" />}
        question={intl.formatMessage({ id: `studio.film.removeQuestion.${type}` })}
        explanation={<FormattedMessage id="studio.film.removeText" values={{ name: film.name }} />}
        confirmLabel={intl.formatMessage({ id: 'studio.film.removeConfirm' })}
        onConfirm={() => remove.mutate()}
      >
        <FormattedMessage id="studio.film.remove" />
      </ConfirmButton>
    </div>
  );
}
