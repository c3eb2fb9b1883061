import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import { EmptyState } from '@/ui/empty-state';
import { PageHeading } from '@/ui/page-heading';

/** For those who are signed in but do not work on the catalogue. */
export function StudioClosed() {
  const intl = useIntl();
  const title = intl.formatMessage({ id: 'studio.closed.title' });
  return (
    <>
      <PageHeading hidden title={intl.formatMessage({ id: 'common.nav.studio' })} />
      <EmptyState
        icon={<IconLock size={34} />}
        title={title}
        text={<FormattedMessage id="studio.closed.text" />}
        action={
          <Button component="a" href="/">
            <FormattedMessage id="studio.nav.leave" />
          </Button>
        }
      />
    </>
  );
}
