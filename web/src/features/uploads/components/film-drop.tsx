import { Button } from '@mantine/core';
import { IconCloudUpload, IconHistory } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Preset } from '@/api/studio-types';
import { formatBytes } from '@/lib/file-size';
import { DropArea } from '@/ui/drop-area';
import { PresetField } from '@/ui/preset-field';
import { useUploads } from '../hooks/use-uploads';
import type { Target } from '../upload-queue';
import styles from './film-drop.module.css';

const ACCEPTED = 'video/*,.mkv,.ts,.avi,.mov';

type Props = { target: Target; title: string };

/** Where a film is dropped or chosen. Reminds of a file that an earlier visit did not send to its end. */
export function FilmDrop({ target, title }: Props) {
  const intl = useIntl();
  const hint = useId();
  const queryClient = useQueryClient();
  const { queue } = useUploads();
  const [preset, setPreset] = useState<Preset>();
  const left = {
    queryKey: ['studio', 'unfinished', target.video, target.type],
    // Has the code for the transfer at hand before a film is dropped, too.
    queryFn: async () => (await import('../tus-transfer')).findUnfinished(target),
    staleTime: 0,
    gcTime: 0,
  };
  const { data: unfinished } = useQuery(left);
  return (
    <>
      {unfinished && (
        <div className={styles.unfinished}>
          <IconHistory size={20} aria-hidden="true" />
          <p>
            <FormattedMessage
              id="studio.upload.unfinished"
              values={{
                name: <b>{unfinished.name}</b>,
                size: formatBytes(intl, unfinished.size),
              }}
            />
          </p>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              unfinished.discard();
              queryClient.setQueryData(left.queryKey, null);
            }}
          >
            <FormattedMessage id="studio.upload.discard" />
          </Button>
        </div>
      )}
      <DropArea
        accept={ACCEPTED}
        label={intl.formatMessage({ id: `studio.upload.choose.${target.type}` })}
        describedBy={hint}
        onFile={(file) => queue.add(file, { ...target, preset }, title)}
      >
        <IconCloudUpload size={30} stroke={1.6} aria-hidden="true" />
        <span className={styles.call}>
          <FormattedMessage id={`studio.upload.drop.${target.type}`} />
        </span>
        <span id={hint}>
          <FormattedMessage id={`studio.upload.limits.${target.type}`} />
        </span>
      </DropArea>
      <PresetField
        label={intl.formatMessage({ id: 'studio.upload.preset' })}
        otherwise={intl.formatMessage({ id: 'studio.upload.preset.installation' })}
        value={preset}
        onChange={setPreset}
      />
    </>
  );
}
