import { createFileRoute } from '@tanstack/react-router';
import { MailList } from '@/features/mail/components/mail-list';
import { parseListAddress } from '@/lib/list-address';
import { useSession } from '@/session/use-session';
import { StudioClosed } from '@/shell/studio-closed';

export const Route = createFileRoute('/studio/mail')({
  validateSearch: parseListAddress({ sorts: ['created_at'], filters: ['status', 'kind'] }),
  component: Mail,
});

function Mail() {
  const navigate = Route.useNavigate();
  const address = Route.useSearch();
  const { isOperator } = useSession();
  return isOperator ? (
    <MailList address={address} onAddress={(search) => navigate({ search, resetScroll: false })} />
  ) : (
    <StudioClosed />
  );
}
