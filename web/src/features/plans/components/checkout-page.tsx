import '@mantine/core/styles/Alert.layer.css';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconTicketOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Plan, Price } from '@/api/types';
import { problemCode, problemText } from '@/lib/problem-text';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { Skeleton } from '@/ui/skeleton';
import { plansQuery } from '../api';
import { useCheckout } from '../hooks/use-checkout';
import { findPrice, PricePerInterval } from '../price';
import { CardForm } from './card-form';
import { CheckoutOutcome } from './checkout-outcome';
import styles from './checkout-page.module.css';

export function CheckoutPage({ priceId }: { priceId: string }) {
  const intl = useIntl();
  const plans = useQuery(plansQuery);
  const offer = plans.data && findPrice(plans.data, priceId);
  return (
    <Page width="form">
      {plans.isPending && <Skeleton height={420} />}
      {plans.isError && <ErrorState error={plans.error} onRetry={() => plans.refetch()} />}
      {offer && <Order plan={offer.plan} price={offer.price} />}
      {plans.data && !offer && (
        <EmptyState
          icon={<IconTicketOff size={34} />}
          title={intl.formatMessage({ id: 'viewer.checkout.gone' })}
          action={
            <Button renderRoot={(props) => <Link to="/plans" {...props} />}>
              <FormattedMessage id="viewer.checkout.toPlans" />
            </Button>
          }
        />
      )}
    </Page>
  );
}

function Order({ plan, price }: { plan: Plan; price: Price }) {
  const intl = useIntl();
  const checkout = useCheckout();
  if (checkout.data) {
    return <CheckoutOutcome onAgain={checkout.again} />;
  }
  return (
    <>
      <PageHeader title={intl.formatMessage({ id: 'viewer.checkout.title' })} />
      <section className={styles.summary}>
        <div>
          <h2 className={styles.plan}>{plan.name}</h2>
          <p className={styles.muted}>
            <FormattedMessage id="viewer.checkout.trial" values={{ days: plan.trial_days }} />
          </p>
        </div>
        <p className={styles.price}>
          <PricePerInterval price={price} />
        </p>
      </section>
      {checkout.isError && <Refusal error={checkout.error} />}
      <CardForm
        busy={checkout.isPending}
        onCard={(card) =>
          checkout.submit({
            plan_id: plan.id,
            price_id: price.id,
            payment_method: { kind: 'credit_card', ...card },
          })
        }
      />
    </>
  );
}

function Refusal({ error }: { error: Error }) {
  const intl = useIntl();
  const exists = isProblem(error, 'SUBSCRIPTION_EXISTS');
  return (
    <Alert
      className={styles.refusal}
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={intl.formatMessage({ id: 'viewer.checkout.refused' })}
    >
      {isProblem(error, 'PAYMENT_DECLINED') ? (
        <FormattedMessage id="viewer.checkout.declined" />
      ) : isProblem(error, 'TIMEOUT') ? (
        <FormattedMessage id="viewer.checkout.timeout" />
      ) : (
        problemText(intl, error)
      )}
      {exists && (
        <p>
          <Link to="/account" className="text-link">
            <FormattedMessage id="viewer.plans.manage" />
          </Link>
        </p>
      )}
      <p className={styles.code}>
        <FormattedMessage id="common.error.code" values={{ code: problemCode(error) }} />
      </p>
    </Alert>
  );
}
