import { createFileRoute } from '@tanstack/react-router';
import { requireSignIn } from '@/app/guards';
import { MyListPage } from '@/features/my-list/components/my-list-page';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/_viewer/my-list')({
  beforeLoad: requireSignIn,
  component: MyList,
});

function MyList() {
  const { profileId } = useSession();
  return profileId && <MyListPage profile={profileId} />;
}
