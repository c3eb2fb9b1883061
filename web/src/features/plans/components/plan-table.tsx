import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { Interval, Plan } from '@/api/types';
import { Money } from '@/ui/money';
import { priceOf } from '../price';
import styles from './plan-table.module.css';

type Props = {
  plans: Plan[];
  interval: Interval;
  chosen: string | undefined;
  currentPlan: string | undefined;
  onChoose: (id: string) => void;
};

/** What each plan gives, side by side; the head of a column is the choice. */
export function PlanTable({ plans, interval, chosen, currentPlan, onChoose }: Props) {
  const intl = useIntl();
  const row = (label: string, cell: (plan: Plan) => ReactNode) => (
    <tr>
      <th scope="row" className={styles.feature}>
        {label}
      </th>
      {plans.map((plan) => (
        <td key={plan.id} className={styles.cell} data-chosen={plan.id === chosen}>
          {cell(plan)}
        </td>
      ))}
    </tr>
  );
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">
        <FormattedMessage id="viewer.plans.compare" />
      </caption>
      <thead>
        <tr>
          <td className={styles.corner} />
          {plans.map((plan) => (
            <PlanHead
              key={plan.id}
              plan={plan}
              interval={interval}
              chosen={plan.id === chosen}
              current={plan.id === currentPlan}
              onChoose={onChoose}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {row(intl.formatMessage({ id: 'viewer.plans.quality' }), (plan) => (
          <Quality height={plan.max_height} />
        ))}
        {row(intl.formatMessage({ id: 'viewer.plans.screens' }), (plan) => (
          <FormattedMessage id="viewer.plans.screensCount" values={{ count: plan.max_streams }} />
        ))}
        {row(intl.formatMessage({ id: 'viewer.plans.profiles' }), (plan) => (
          <FormattedNumber value={plan.max_profiles} />
        ))}
        {row(intl.formatMessage({ id: 'viewer.plans.trial' }), (plan) => (
          <FormattedMessage id="viewer.plans.trialDays" values={{ days: plan.trial_days }} />
        ))}
        {row(intl.formatMessage({ id: 'viewer.plans.catalogue' }), () => (
          <>
            <IconCheck size={20} className={styles.check} aria-hidden="true" />
            <span className="visually-hidden">
              <FormattedMessage id="viewer.plans.included" />
            </span>
          </>
        ))}
      </tbody>
    </table>
  );
}

type HeadProps = {
  plan: Plan;
  interval: Interval;
  chosen: boolean;
  current: boolean;
  onChoose: (id: string) => void;
};

function PlanHead({ plan, interval, chosen, current, onChoose }: HeadProps) {
  const price = priceOf(plan, interval);
  return (
    <th scope="col" className={styles.head} data-chosen={chosen}>
      <label className={styles.choice}>
        <input
          type="radio"
          name="plan"
          className={styles.radio}
          checked={chosen}
          onChange={() => onChoose(plan.id)}
        />
        <span className={styles.name}>{plan.name}</span>
        {price && (
          <span className={styles.price}>
            <Money value={price.amount} />
          </span>
        )}
        <span className={styles.per}>
          {interval === 'month' ? (
            <FormattedMessage id="viewer.plans.eachMonth" />
          ) : (
            <FormattedMessage id="viewer.plans.eachYear" />
          )}
        </span>
        {current && (
          <span className={styles.current}>
            <FormattedMessage id="viewer.plans.current" />
          </span>
        )}
      </label>
    </th>
  );
}

function Quality({ height }: { height: number }) {
  if (height >= 2160) {
    return <>4K</>;
  }
  return (
    <span>
      {height >= 1080 ? 'Full HD' : height >= 720 ? 'HD' : 'SD'}{' '}
      <span className={styles.lines}>{height}p</span>
    </span>
  );
}
