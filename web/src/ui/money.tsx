import { FormattedNumber } from 'react-intl';
import type { Money as MoneyValue } from '@/api/types';

/** How many minor units make one of a currency, as a power of ten: 2 for BRL, 0 for JPY. */
function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export function Money({ value: { amount, currency } }: { value: MoneyValue }) {
  return (
    <FormattedNumber
      style="currency"
      currency={currency}
      value={amount / 10 ** exponentOf(currency)}
    />
  );
}
