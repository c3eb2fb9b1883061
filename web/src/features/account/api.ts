import { body, client } from '@/api/client';
import type { Account, Subscription } from '@/api/types';
import type { Locale } from '@/i18n/locale';

export async function setAccountLocale(locale: Locale): Promise<Account> {
  return (await body(client.PATCH('/api/v1/accounts/me', { body: { locale } }))).data;
}

export type Change = 'cancel' | 'resume';

export async function changeSubscription(change: Change, key: string): Promise<Subscription> {
  const params = { header: { 'Idempotency-Key': key } };
  const call =
    change === 'cancel'
      ? client.POST('/api/v1/subscriptions/current/cancel', { params })
      : client.POST('/api/v1/subscriptions/current/resume', { params });
  return (await body(call)).data;
}
