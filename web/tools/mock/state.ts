import type { ContinueEntry, Plan, Subscription } from '../../src/api/types.ts';
import { TITLES } from './catalogue.ts';

const month = 30 * 86_400_000;

export const PROFILE = '0192f000-0000-7000-8000-000900000001';

export const PLANS: Plan[] = [
  ['Basic', 'One screen, on the phone or on the sofa.', 1990, 19900, 7, 1, 720],
  ['Premium', 'The whole house, in the best picture.', 3490, 34900, 7, 4, 1080],
].map(([name, description, monthly, yearly, trial, streams, height], index) => ({
  id: `0192f000-0000-7000-8000-00050000000${index}`,
  version: 1,
  name: String(name),
  description: String(description),
  prices: [
    {
      id: `price-m-${index}`,
      interval: 'month',
      amount: { amount: Number(monthly), currency: 'BRL' },
    },
    {
      id: `price-y-${index}`,
      interval: 'year',
      amount: { amount: Number(yearly), currency: 'BRL' },
    },
  ],
  trial_days: Number(trial),
  max_streams: Number(streams),
  max_height: Number(height),
  max_profiles: 5,
  is_active: true,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}));

/** What the mock remembers until it is restarted. */
export const state = {
  myList: new Set<string>(TITLES.slice(3, 6).map((title) => title.id)),
  progress: new Map<string, ContinueEntry>(),
  subscription: null as Subscription | null,
};

for (const [index, share] of [
  [0, 0.42],
  [3, 0.8],
  [5, 0.15],
] as const) {
  const title = TITLES[index];
  if (title) {
    state.progress.set(title.id, {
      video_id: title.id,
      position_ms: Math.round((title.duration_ms ?? 0) * share),
      duration_ms: title.duration_ms,
      completed: false,
      updated_at: new Date().toISOString(),
    });
  }
}

/** Not paid yet; the provider finds its answer a little later. */
export function undecided(subscription: Subscription): Subscription {
  setTimeout(() => {
    state.subscription = { ...subscription, status: 'active', trial_end: null };
  }, 6000);
  return { ...subscription, status: 'incomplete', trial_end: null };
}

export function subscribeTo(
  plan: Plan,
  priceId: string,
  card: { last4?: string } | null,
): Subscription | null {
  const price = plan.prices.find((candidate) => candidate.id === priceId);
  if (!price) {
    return null;
  }
  const trialEnd = new Date(Date.now() + plan.trial_days * 86_400_000).toISOString();
  return {
    id: '0192f000-0000-7000-8000-000600000001',
    version: 1,
    status: 'trialing',
    plan: {
      id: plan.id,
      name: plan.name,
      max_streams: plan.max_streams,
      max_height: plan.max_height,
    },
    price,
    current_period_start: new Date().toISOString(),
    current_period_end: new Date(Date.now() + month).toISOString(),
    trial_end: trialEnd,
    cancel_at_period_end: false,
    ended_at: null,
    payment_method: card
      ? { kind: 'credit_card', brand: 'visa', last4: card.last4 ?? '4242' }
      : null,
  };
}
