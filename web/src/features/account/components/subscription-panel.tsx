import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { Subscription, SubscriptionStatus } from '@/api/types';
import { notify } from '@/lib/notify';
import { problemText } from '@/lib/problem-text';
import { subscriptionQuery } from '@/session/api';
import { ConfirmButton } from '@/ui/confirm-button';
import { ErrorState } from '@/ui/error-state';
import { Money } from '@/ui/money';
import { Skeleton } from '@/ui/skeleton';
import { type Change, changeSubscription } from '../api';
import styles from './account-page.module.css';

const TONES: Record<SubscriptionStatus, 'good' | 'warning' | 'bad'> = {
  incomplete: 'warning',
  trialing: 'good',
  active: 'good',
  past_due: 'warning',
  cancelled: 'bad',
  expired: 'bad',
};

export function SubscriptionPanel() {
  const subscription = useQuery(subscriptionQuery);
  if (subscription.isPending) {
    return <Skeleton height={72} />;
  }
  if (subscription.isError) {
    return <ErrorState error={subscription.error} onRetry={() => subscription.refetch()} />;
  }
  return subscription.data ? <Current subscription={subscription.data} /> : <None />;
}

function None() {
  return (
    <div className={styles.row}>
      <p className={styles.muted}>
        <FormattedMessage id="viewer.account.none" />
      </p>
      <Button renderRoot={(props) => <Link to="/plans" {...props} />}>
        <FormattedMessage id="viewer.account.choose" />
      </Button>
    </div>
  );
}

function Current({ subscription }: { subscription: Subscription }) {
  const { status, plan, price, payment_method: card, cancel_at_period_end: ending } = subscription;
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p className={styles.plan}>
          {plan.name}
          <span className={styles.badge} data-tone={ending ? 'warning' : TONES[status]}>
            <FormattedMessage
              id={ending ? 'viewer.account.ending' : `viewer.account.status.${status}`}
            />
          </span>
        </p>
        <p className={styles.muted}>
          <NextStep subscription={subscription} amount={<Money value={price.amount} />} />
        </p>
        {card?.last4 && (
          <p className={styles.muted}>
            <FormattedMessage id="viewer.account.card" values={{ last4: card.last4 }} />
          </p>
        )}
      </div>
      <Actions subscription={subscription} />
    </div>
  );
}

function endOf(subscription: Subscription): string {
  return subscription.status === 'trialing' && subscription.trial_end
    ? subscription.trial_end
    : subscription.current_period_end;
}

function NextStep({ subscription, amount }: { subscription: Subscription; amount: ReactNode }) {
  const { status, cancel_at_period_end: ending, ended_at: ended } = subscription;
  const date = <FormattedDate value={ended ?? endOf(subscription)} dateStyle="long" />;
  if (ended) {
    return <FormattedMessage id="viewer.account.endedOn" values={{ date }} />;
  }
  if (ending) {
    return <FormattedMessage id="viewer.account.endsOn" values={{ date }} />;
  }
  if (status === 'incomplete') {
    return <FormattedMessage id="viewer.checkout.waitingText" />;
  }
  return status === 'trialing' ? (
    <FormattedMessage id="viewer.account.trialUntil" values={{ date, amount }} />
  ) : (
    <FormattedMessage id="viewer.account.renewsOn" values={{ date, amount }} />
  );
}

function Actions({ subscription }: { subscription: Subscription }) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (kind: Change) =>
      // One key per state of the subscription: a second click repeats, it does not act twice.
      changeSubscription(kind, `${kind}-${subscription.id}-${subscription.version}`),
    onSuccess: (next) => queryClient.setQueryData(subscriptionQuery.queryKey, next),
    onError: (error) => notify(problemText(intl, error), 'failed'),
  });
  if (subscription.ended_at) {
    return (
      <Button renderRoot={(props) => <Link to="/plans" {...props} />}>
        <FormattedMessage id="viewer.account.choose" />
      </Button>
    );
  }
  if (subscription.cancel_at_period_end) {
    return (
      <Button loading={change.isPending} onClick={() => change.mutate('resume')}>
        <FormattedMessage id="viewer.account.resume" />
      </Button>
    );
  }
  return (
    <ConfirmButton
      variant="default"
      dangerous
      loading={change.isPending}
      question={intl.formatMessage({ id: 'viewer.account.cancelQuestion' })}
      explanation={
        <FormattedMessage
          id="viewer.account.cancelText"
          values={{ date: <FormattedDate value={endOf(subscription)} dateStyle="long" /> }}
        />
      }
      confirmLabel={intl.formatMessage({ id: 'viewer.account.cancelConfirm' })}
      dismissLabel={intl.formatMessage({ id: 'viewer.account.resume' })}
      onConfirm={() => change.mutate('cancel')}
    >
      <FormattedMessage id="viewer.account.cancel" />
    </ConfirmButton>
  );
}
