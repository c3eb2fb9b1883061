import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage } from 'react-intl';
import { jobOfQuery } from '../api';

/** To the encode of one film; while that is not known, to all encodes of its title. */
export default function JobLink({ resource }: { resource: string }) {
  const { data: job } = useQuery(jobOfQuery(resource));
  const [title] = resource.split('.');
  const words = <FormattedMessage id="studio.encode.job" />;
  return job ? (
    <Link to="/studio/encoding/$id" params={{ id: job.id }} className="text-link">
      {words}
    </Link>
  ) : (
    <Link to="/studio/encoding" search={{ search: title }} className="text-link">
      {words}
    </Link>
  );
}
