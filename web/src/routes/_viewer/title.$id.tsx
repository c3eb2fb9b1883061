import { createFileRoute } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';

export const Route = createFileRoute('/_viewer/title/$id')({ component: RoutePage });

function RoutePage() {
  const intl = useIntl();
  return (
    <Page>
      <PageHeader title={intl.formatMessage({ id: 'viewer.moreInfo' })} />
    </Page>
  );
}
