import { Button } from '@mantine/core';
import { IconTicketOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Interval, Plan } from '@/api/types';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { Segmented } from '@/ui/segmented';
import { Skeleton } from '@/ui/skeleton';
import { plansQuery } from '../api';
import { priceOf } from '../price';
import { PlanTable } from './plan-table';
import styles from './plans-page.module.css';

export function PlansPage({ signedIn, currentPlan }: { signedIn: boolean; currentPlan?: string }) {
  const intl = useIntl();
  const plans = useQuery(plansQuery);
  return (
    <Page width="narrow">
      <PageHeader
        title={intl.formatMessage({ id: 'viewer.plans.title' })}
        lead={<FormattedMessage id="viewer.plans.lead" />}
      />
      {plans.isPending && <Skeleton height={420} />}
      {plans.isError && <ErrorState error={plans.error} onRetry={() => plans.refetch()} />}
      {plans.data?.length === 0 && (
        <EmptyState
          icon={<IconTicketOff size={34} />}
          title={intl.formatMessage({ id: 'viewer.plans.empty' })}
        />
      )}
      {plans.data && plans.data.length > 0 && (
        <PlanChoice plans={plans.data} signedIn={signedIn} currentPlan={currentPlan} />
      )}
    </Page>
  );
}

type ChoiceProps = { plans: Plan[]; signedIn: boolean; currentPlan: string | undefined };

function PlanChoice({ plans, signedIn, currentPlan }: ChoiceProps) {
  const intl = useIntl();
  const [interval, setInterval] = useState<Interval>('month');
  const offered = plans.filter((plan) => priceOf(plan, interval));
  const yearly = plans.some((plan) => priceOf(plan, 'year'));
  // The dearest is the one most people want to compare against, so it starts chosen.
  const [chosen, setChosen] = useState(offered.at(-1)?.id);
  const plan = offered.find(({ id }) => id === chosen) ?? offered[0];
  const price = plan && priceOf(plan, interval);
  return (
    <>
      {yearly && (
        <Segmented
          label={intl.formatMessage({ id: 'viewer.plans.interval' })}
          value={interval}
          onChange={setInterval}
          options={[
            { value: 'month', label: intl.formatMessage({ id: 'viewer.plans.monthly' }) },
            { value: 'year', label: intl.formatMessage({ id: 'viewer.plans.yearly' }) },
          ]}
        />
      )}
      <PlanTable
        plans={offered}
        interval={interval}
        chosen={plan?.id}
        currentPlan={currentPlan}
        onChoose={setChosen}
      />
      {plan && price && (
        <div className={styles.actions}>
          {currentPlan === undefined ? (
            <Button
              size="lg"
              renderRoot={(props) => (
                <Link
                  to={signedIn ? '/checkout' : '/sign-up'}
                  search={{ price: price.id }}
                  {...props}
                />
              )}
            >
              <FormattedMessage id="viewer.plans.continue" values={{ plan: plan.name }} />
            </Button>
          ) : (
            <Button size="lg" renderRoot={(props) => <Link to="/account" {...props} />}>
              <FormattedMessage id="viewer.plans.manage" />
            </Button>
          )}
          <p className={styles.note}>
            <FormattedMessage id="viewer.plans.note" values={{ days: plan.trial_days }} />
          </p>
        </div>
      )}
    </>
  );
}
