import { IconMusicOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import type { Uuid } from '@/api/types';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { Skeleton } from '@/ui/skeleton';
import { conversionQuery } from '../api';
import { useRemove } from '../hooks/use-remove';
import { ConversionCard } from './conversion-card';

/** One conversion by itself: where the link of a mail leads. */
export function ConversionPage({ id, onRemoved }: { id: Uuid; onRemoved: () => void }) {
  const intl = useIntl();
  const found = useQuery(conversionQuery(id));
  const remove = useRemove(onRemoved);
  const isGone = isProblem(found.error) && found.error.status === 404;
  const all = (
    <Link to="/conversions" className="text-link">
      <FormattedMessage id="conversions.all" />
    </Link>
  );
  return (
    <Page width="narrow">
      <PageHeader title={intl.formatMessage({ id: 'conversions.one' })} lead={all} />
      {found.isPending && <Skeleton height={148} />}
      {found.isError &&
        (isGone ? (
          <EmptyState
            icon={<IconMusicOff size={34} />}
            title={intl.formatMessage({ id: 'conversions.gone' })}
            text={<FormattedMessage id="conversions.goneText" />}
          />
        ) : (
          <ErrorState error={found.error} onRetry={() => found.refetch()} />
        ))}
      {found.data && (
        <ConversionCard
          conversion={found.data}
          name={found.data.file_name}
          onRemove={() => remove(id)}
        />
      )}
    </Page>
  );
}
