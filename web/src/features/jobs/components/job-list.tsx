import { IconMovie } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { toListQuery } from '@/lib/list-address';
import type { ListRouteProps } from '@/lib/list-page-props';
import { ListPage } from '@/ui/list-page';
import { jobsQuery, queueQuery } from '../api';
import { useJobColumns } from '../hooks/use-job-columns';
import { useJobFilters } from '../hooks/use-job-filters';
import { JobActions } from './job-actions';
import { QueueState } from './queue-overview';

/** All encodes: those that wait, those that run, and what became of the others. */
export function JobList({ address, onAddress }: Omit<ListRouteProps, 'canChange'>) {
  const intl = useIntl();
  const query = useQuery(jobsQuery(toListQuery(address)));
  const queue = useQuery(queueQuery);
  const columns = useJobColumns();
  const filters = useJobFilters();
  return (
    <ListPage
      title={intl.formatMessage({ id: 'studio.nav.jobs' })}
      lead={<FormattedMessage id="studio.jobs.lead" />}
      above={<QueueState query={queue} address={address} onAddress={onAddress} />}
      query={query}
      address={address}
      onAddress={onAddress}
      columns={columns}
      filters={filters}
      nameOf={({ label }) => label}
      editing={null}
      chosen={({ ids }) => (
        <JobActions jobs={query.data?.data.filter(({ id }) => ids.includes(id)) ?? []} />
      )}
      empty={{
        icon: <IconMovie size={34} />,
        title: intl.formatMessage({ id: 'studio.jobs.empty' }),
        text: <FormattedMessage id="studio.jobs.emptyText" />,
      }}
    />
  );
}
