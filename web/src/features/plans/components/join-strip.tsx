import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Plan } from '@/api/types';
import { cheapest, PricePerInterval } from '../price';
import styles from './join-strip.module.css';

/** The offer to a visitor on the home page. */
export function JoinStrip({ plans }: { plans: Plan[] }) {
  const id = useId();
  const offer = cheapest(plans);
  if (!offer) {
    return null;
  }
  return (
    <aside className={styles.strip} aria-labelledby={id}>
      <div>
        <p id={id} className={styles.title}>
          <FormattedMessage
            id="viewer.join.title"
            values={{ price: <PricePerInterval price={offer.price} /> }}
          />
        </p>
        <p className={styles.text}>
          <FormattedMessage id="viewer.join.text" values={{ days: offer.plan.trial_days }} />
        </p>
      </div>
      <Button size="md" renderRoot={(props) => <Link to="/plans" {...props} />}>
        <FormattedMessage id="viewer.join.action" />
      </Button>
    </aside>
  );
}
