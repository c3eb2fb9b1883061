import { Button } from '@mantine/core';
import { IconEyeOff, IconRocket } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { StudioVideo } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { ConfirmButton } from '@/ui/confirm-button';
import type { Publication } from '../api';
import { useChangePublication } from '../hooks/use-change-publication';

type Props = {
  videos: StudioVideo[];
  /** What was refused stays chosen. */
  onDone: (done: Uuid[]) => void;
};

/** Publishes and unpublishes all marked videos; each button takes those for which it makes sense. */
export default function PublishChosen({ videos, onDone }: Props) {
  const intl = useIntl();
  const { mutate, isPending, variables } = useChangePublication(onDone);
  const hidden = videos.filter(({ published }) => !published);
  const shown = videos.filter(({ published }) => published);
  const pending = (action: Publication['action']) => isPending && variables.action === action;
  return (
    <>
      {hidden.length > 0 && (
        <Button
          loading={pending('publish')}
          disabled={pending('unpublish')}
          leftSection={<IconRocket size={18} aria-hidden="true" />}
          onClick={() => mutate({ action: 'publish', videos: hidden })}
        >
          <FormattedMessage id="studio.publish.now" />
        </Button>
      )}
      {shown.length > 0 && (
        <ConfirmButton
          variant="default"
          dangerous
          loading={pending('unpublish')}
          disabled={pending('publish')}
          leftSection={<IconEyeOff size={18} aria-hidden="true" />}
          question={intl.formatMessage(
            { id: 'studio.videos.withdrawQuestion' },
            { count: shown.length },
          )}
          explanation={
            <FormattedMessage id="studio.videos.withdrawText" values={{ count: shown.length }} />
          }
          confirmLabel={intl.formatMessage({ id: 'studio.publish.withdraw' })}
          onConfirm={() => mutate({ action: 'unpublish', videos: shown })}
        >
          <FormattedMessage id="studio.publish.withdraw" />
        </ConfirmButton>
      )}
    </>
  );
}
