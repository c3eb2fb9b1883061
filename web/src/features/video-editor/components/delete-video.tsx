import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { StudioVideo } from '@/api/studio-types';
import { notify } from '@/lib/notify';
import { refusalText } from '@/lib/refusal-text';
import { ConfirmButton } from '@/ui/confirm-button';
import { deleteVideo } from '../api';

export function DeleteVideo({ video, onDeleted }: { video: StudioVideo; onDeleted: () => void }) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteVideo(video.id),
    onSuccess: () => {
      onDeleted();
      queryClient.removeQueries({ queryKey: studioKeys.item('videos', video.id) });
      queryClient.invalidateQueries({ queryKey: studioKeys.lists('videos') });
      notify(intl.formatMessage({ id: 'studio.list.deleted' }, { count: 1 }));
    },
    onError: (error) => notify(refusalText(intl, error), 'failed'),
  });
  return (
    <div>
      <ConfirmButton
        variant="default"
        dangerous
        loading={remove.isPending}
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        question={intl.formatMessage({ id: 'studio.video.deleteQuestion' }, { title: video.title })}
        explanation={<FormattedMessage id="studio.video.deleteText" />}
        confirmLabel={intl.formatMessage({ id: 'studio.video.deleteConfirm' })}
        onConfirm={() => remove.mutate()}
      >
        <FormattedMessage id="studio.video.delete" />
      </ConfirmButton>
    </div>
  );
}
