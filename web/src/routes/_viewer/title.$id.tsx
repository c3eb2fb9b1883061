import { createFileRoute, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { titleQuery } from '@/features/catalog/api';
import { TitlePage } from '@/features/catalog/components/title-page';
import { MyListButton, MyListToggle } from '@/features/my-list/components/my-list-toggle';
import { usePosition } from '@/features/progress/hooks/use-position';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/_viewer/title/$id')({
  loader: ({ context, params }) => {
    context.queryClient.prefetchQuery(titleQuery(params.id));
  },
  component: Title,
});

function Title() {
  const { id } = Route.useParams();
  const { profileId } = useSession();
  const router = useRouter();
  useEffect(() => {
    // The player is the likely next page: fetch its code now, so that Play starts at once.
    router.preloadRoute({ to: '/watch/$id', params: { id } }).catch(() => {});
  }, [router, id]);
  return (
    <TitlePage
      key={id}
      id={id}
      resumeAt={usePosition(id, profileId)?.position_ms}
      myList={(card) => <MyListButton card={card} />}
      cardAction={(card) => <MyListToggle card={card} />}
    />
  );
}
