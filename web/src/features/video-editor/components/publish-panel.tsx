import '@mantine/core/styles/Switch.layer.css';
import { Button, Switch } from '@mantine/core';
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconEye,
  IconEyeOff,
  IconInfoCircle,
} from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Missing, StudioVideo } from '@/api/studio-types';
import { type Readiness, type Reason, readinessOf } from '@/lib/readiness';
import { codeText, refusalText } from '@/lib/refusal-text';
import { ConfirmButton } from '@/ui/confirm-button';
import { Panel } from '@/ui/panel';
import { VideoStatus } from '@/ui/video-status';
import { usePublication } from '../hooks/use-publication';
import { PublishButton } from './publish-button';
import styles from './publish-panel.module.css';

const NEEDED: readonly Missing[] = ['video', 'categories', 'genres', 'thumbnail'];

type Props = {
  video: StudioVideo;
  sending: boolean;
  canChange: boolean;
  whenReady: boolean;
  onWhenReady: (whenReady: boolean) => void;
  /** Saves what is still in the form; false when that did not work. */
  saveFirst: () => Promise<boolean>;
};

/** Whether viewers can see a video, what still stands in the way, and the switch. */
export function PublishPanel(props: Props) {
  const { video, sending, canChange } = props;
  const intl = useIntl();
  const readiness = readinessOf(video, sending);
  return (
    <Panel
      title={intl.formatMessage({ id: 'studio.publish.title' })}
      aside={<VideoStatus status={video.status} />}
    >
      <div className={styles.body}>
        <Checklist video={video} sending={sending} />
        <Warnings video={video} />
        {canChange && <Controls {...props} readiness={readiness} />}
        <PreviewLink video={video} />
      </div>
    </Panel>
  );
}

/** What the server noticed that stands in nobody's way. */
function Warnings({ video }: Pick<Props, 'video'>) {
  const intl = useIntl();
  return video.warnings.map(({ code, message }) => (
    <p key={code} className={styles.warning}>
      <IconInfoCircle size={18} aria-hidden="true" />
      {message || codeText(intl, code)}
    </p>
  ));
}

function Checklist({ video, sending }: Pick<Props, 'video' | 'sending'>) {
  const intl = useIntl();
  const { reasons } = readinessOf(video, sending);
  const reasonOf = (needed: Missing): Reason | undefined => {
    const at = video.missing.indexOf(needed);
    return at < 0 ? undefined : reasons[at];
  };
  return (
    <ul className={styles.list} aria-label={intl.formatMessage({ id: 'studio.publish.needed' })}>
      {NEEDED.map((needed) => {
        const reason = reasonOf(needed);
        return (
          <li key={needed} className={styles.entry} data-done={reason === undefined}>
            {reason === undefined ? (
              <IconCircleCheckFilled size={20} aria-hidden="true" />
            ) : (
              <IconCircleDashed size={20} aria-hidden="true" />
            )}
            <FormattedMessage
              id={reason ? `studio.publish.reason.${reason}` : `studio.publish.done.${needed}`}
            />
          </li>
        );
      })}
    </ul>
  );
}

function Controls(props: Props & { readiness: Readiness }) {
  const { video, readiness, whenReady, onWhenReady, saveFirst } = props;
  const intl = useIntl();
  const { publish, unpublish } = usePublication(video.id, saveFirst);
  const error = publish.error ?? unpublish.error;
  return (
    <>
      {video.published ? (
        <ConfirmButton
          variant="default"
          fullWidth
          dangerous
          loading={unpublish.isPending}
          leftSection={<IconEyeOff size={18} aria-hidden="true" />}
          question={intl.formatMessage({ id: 'studio.publish.withdrawQuestion' })}
          explanation={<FormattedMessage id="studio.publish.withdrawText" />}
          confirmLabel={intl.formatMessage({ id: 'studio.publish.withdraw' })}
          onConfirm={() => unpublish.mutate()}
        >
          <FormattedMessage id="studio.publish.withdraw" />
        </ConfirmButton>
      ) : (
        <PublishButton
          readiness={readiness}
          busy={publish.isPending}
          onPublish={() => publish.mutate(readiness.publish === 'early')}
        />
      )}
      {error && (
        <p className={styles.error} role="alert">
          {refusalText(intl, error)}
        </p>
      )}
      {!video.published && readiness.publish !== 'now' && (
        <Switch
          label={intl.formatMessage({ id: 'studio.publish.whenReady' })}
          description={intl.formatMessage({ id: 'studio.publish.whenReadyHint' })}
          checked={whenReady}
          onChange={(event) => onWhenReady(event.currentTarget.checked)}
        />
      )}
    </>
  );
}

function PreviewLink({ video }: { video: StudioVideo }) {
  if (video.video?.playable_at == null && video.video?.status !== 'completed') {
    return null;
  }
  return (
    <Button
      component="a"
      href={`/watch/${video.id}?kind=preview`}
      target="_blank"
      variant="subtle"
      color="gray"
      fullWidth
      leftSection={<IconEye size={18} aria-hidden="true" />}
    >
      <FormattedMessage id="studio.publish.preview" />
    </Button>
  );
}
