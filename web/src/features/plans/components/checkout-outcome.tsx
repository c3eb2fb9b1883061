import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { Subscription } from '@/api/types';
import { subscriptionQuery } from '@/session/api';
import { PageHeader } from '@/ui/page-header';
import { PricePerInterval } from '../price';
import styles from './checkout-page.module.css';

/** What became of an order: it follows the subscription until its payment is decided. */
export function CheckoutOutcome({ onAgain }: { onAgain: () => void }) {
  const { data: subscription } = useQuery(subscriptionQuery);
  if (subscription === undefined || subscription?.status === 'incomplete') {
    return <Waiting />;
  }
  return subscription === null ? (
    <NothingBought onAgain={onAgain} />
  ) : (
    <Receipt subscription={subscription} />
  );
}

function Waiting() {
  const intl = useIntl();
  return (
    <div className={styles.receipt} role="status">
      <Loader size={64} aria-hidden="true" />
      <PageHeader title={intl.formatMessage({ id: 'viewer.checkout.waiting' })} />
      <p className={styles.muted}>
        <FormattedMessage id="viewer.checkout.waitingText" />
      </p>
      <Button variant="default" renderRoot={(props) => <Link to="/account" {...props} />}>
        <FormattedMessage id="viewer.checkout.toAccount" />
      </Button>
    </div>
  );
}

function NothingBought({ onAgain }: { onAgain: () => void }) {
  const intl = useIntl();
  return (
    <div className={styles.receipt}>
      <IconAlertTriangle size={64} aria-hidden="true" />
      <PageHeader title={intl.formatMessage({ id: 'viewer.checkout.refused' })} />
      <p className={styles.muted}>
        <FormattedMessage id="viewer.checkout.undone" />
      </p>
      <Button size="lg" onClick={onAgain}>
        <FormattedMessage id="common.retry" />
      </Button>
    </div>
  );
}

function Receipt({ subscription }: { subscription: Subscription }) {
  const intl = useIntl();
  return (
    <div className={styles.receipt}>
      <IconCircleCheckFilled size={64} className={styles.tick} aria-hidden="true" />
      <PageHeader title={intl.formatMessage({ id: 'viewer.checkout.done' })} />
      <p className={styles.muted}>
        <FormattedMessage
          id={
            subscription.status === 'trialing'
              ? 'viewer.checkout.doneTrial'
              : 'viewer.checkout.doneActive'
          }
          values={{
            plan: subscription.plan.name,
            date: (
              <FormattedDate
                value={subscription.trial_end ?? subscription.current_period_end}
                dateStyle="long"
              />
            ),
            price: <PricePerInterval price={subscription.price} />,
          }}
        />
      </p>
      <Button size="lg" renderRoot={(props) => <Link to="/" {...props} />}>
        <FormattedMessage id="viewer.checkout.watch" />
      </Button>
    </div>
  );
}
