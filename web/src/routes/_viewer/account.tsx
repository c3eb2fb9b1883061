import { createFileRoute } from '@tanstack/react-router';
import { requireSignIn } from '@/app/guards';
import { AccountPage } from '@/features/account/components/account-page';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/_viewer/account')({
  beforeLoad: requireSignIn,
  component: Account,
});

function Account() {
  const { me } = useSession();
  return me && <AccountPage me={me} />;
}
