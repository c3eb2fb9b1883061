import { FormattedMessage } from 'react-intl';
import type { Interval, Plan, Price } from '@/api/types';
import { Money } from '@/ui/money';

export function priceOf(plan: Plan, interval: Interval): Price | undefined {
  return plan.prices.find((price) => price.interval === interval);
}

/** The plan and price that an id stands for. */
export function findPrice(plans: Plan[], id: string): { plan: Plan; price: Price } | undefined {
  for (const plan of plans) {
    const price = plan.prices.find((candidate) => candidate.id === id);
    if (price) {
      return { plan, price };
    }
  }
  return undefined;
}

/** The lowest monthly price of all, for "from …". */
export function cheapest(plans: Plan[]): { plan: Plan; price: Price } | undefined {
  return plans
    .flatMap((plan) => {
      const price = priceOf(plan, 'month');
      return price ? [{ plan, price }] : [];
    })
    .sort((a, b) => a.price.amount.amount - b.price.amount.amount)[0];
}

/** "R$ 19.90 / month". */
export function PricePerInterval({ price }: { price: Price }) {
  const values = { amount: <Money value={price.amount} /> };
  return price.interval === 'month' ? (
    <FormattedMessage id="viewer.plans.perMonth" values={values} />
  ) : (
    <FormattedMessage id="viewer.plans.perYear" values={values} />
  );
}
