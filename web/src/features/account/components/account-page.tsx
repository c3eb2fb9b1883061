import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { Me } from '@/api/types';
import { accountQuery } from '@/session/api';
import { useSignOut } from '@/session/use-sign-out';
import { Avatar } from '@/ui/avatar';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import styles from './account-page.module.css';
import { LanguageChoice } from './language-choice';
import { SubscriptionPanel } from './subscription-panel';

export function AccountPage({ me }: { me: Me }) {
  const intl = useIntl();
  const account = useQuery(accountQuery);
  const signOut = useSignOut();
  return (
    <Page width="narrow">
      <PageHeader title={intl.formatMessage({ id: 'viewer.account.title' })} />
      <div className={styles.panels}>
        <Panel title={intl.formatMessage({ id: 'viewer.account.profile' })}>
          <div className={styles.person}>
            <Avatar name={me.user.name} seed={me.user.id} size={64} />
            <div className={styles.words}>
              <p className={styles.name}>{account.data?.name ?? me.user.name}</p>
              <p className={styles.muted}>{me.user.email}</p>
              {account.data && (
                <p className={styles.muted}>
                  <FormattedMessage
                    id="viewer.account.since"
                    values={{
                      date: <FormattedDate value={account.data.created_at} dateStyle="long" />,
                    }}
                  />
                </p>
              )}
            </div>
          </div>
        </Panel>
        <Panel title={intl.formatMessage({ id: 'viewer.account.subscription' })}>
          <SubscriptionPanel />
        </Panel>
        <Panel title={intl.formatMessage({ id: 'viewer.account.language' })}>
          <LanguageChoice hasAccount={me.account_id !== null} />
        </Panel>
        <div>
          <Button
            variant="default"
            size="md"
            loading={signOut.isPending}
            leftSection={<IconLogout size={20} aria-hidden="true" />}
            onClick={() => signOut.mutate()}
          >
            <FormattedMessage id="common.nav.signOut" />
          </Button>
        </div>
      </div>
    </Page>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}
