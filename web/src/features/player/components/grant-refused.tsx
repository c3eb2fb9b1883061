import { Button } from '@mantine/core';
import { IconDeviceTv, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Uuid } from '@/api/types';
import { problemCode } from '@/lib/problem-text';
import { ErrorState } from '@/ui/error-state';
import state from '@/ui/state.module.css';
import { BackLink } from './back-link';
import { StreamList } from './stream-list';
import styles from './watch-page.module.css';

type Props = { error: Error; video: Uuid; onRetry: () => void };

const WITHOUT_PLAN = new Set(['SUBSCRIPTION_REQUIRED', 'ACCOUNT_REQUIRED', 'GRANT_EXPIRED']);

/** Why a title may not be played, and the way out of it. */
export function GrantRefused({ error, video, onRetry }: Props) {
  return (
    <div className={styles.center}>
      <div className={styles.back}>
        <BackLink video={video} />
      </div>
      <Reason error={error} onRetry={onRetry} />
    </div>
  );
}

function Reason({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const intl = useIntl();
  if (isProblem(error) && WITHOUT_PLAN.has(error.code)) {
    return (
      <Notice
        icon={<IconLock size={34} />}
        title={intl.formatMessage({ id: 'viewer.refused.plan' })}
        text={intl.formatMessage({ id: 'viewer.refused.plan.text' })}
        code={problemCode(error)}
        action={
          <Button size="md" renderRoot={(props) => <Link to="/plans" {...props} />}>
            <FormattedMessage id="viewer.refused.plan.action" />
          </Button>
        }
      />
    );
  }
  if (isProblem(error, 'RATING_BLOCKED')) {
    return (
      <Notice
        icon={<IconLock size={34} />}
        title={intl.formatMessage({ id: 'viewer.refused.rating' })}
        text={intl.formatMessage({ id: 'viewer.refused.rating.text' })}
        code={problemCode(error)}
        action={
          <Button renderRoot={(props) => <Link to="/" {...props} />}>
            <FormattedMessage id="common.notFound.home" />
          </Button>
        }
      />
    );
  }
  if (isProblem(error, 'STREAM_LIMIT')) {
    return (
      <Notice
        icon={<IconDeviceTv size={34} />}
        title={intl.formatMessage({ id: 'viewer.refused.limit' })}
        text={intl.formatMessage({ id: 'viewer.refused.limit.text' })}
        code={problemCode(error)}
        action={<StreamList onFreed={onRetry} />}
      />
    );
  }
  if (isProblem(error) && error.status === 404) {
    return (
      <ErrorState
        error={error}
        action={
          <Button renderRoot={(props) => <Link to="/" {...props} />}>
            <FormattedMessage id="common.notFound.home" />
          </Button>
        }
      />
    );
  }
  return <ErrorState error={error} onRetry={onRetry} />;
}

type NoticeProps = {
  icon: ReactNode;
  title: string;
  text: string;
  code: string;
  action: ReactNode;
};

function Notice({ icon, title, text, code, action }: NoticeProps) {
  return (
    <div className={state.state} role="alert">
      <span className={state.icon} aria-hidden="true">
        {icon}
      </span>
      <h2 className={state.title}>{title}</h2>
      <p className={state.text}>{text}</p>
      <p className={state.code}>
        <FormattedMessage id="common.error.code" values={{ code }} />
      </p>
      <div className={state.actions}>{action}</div>
    </div>
  );
}
