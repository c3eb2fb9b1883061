import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { homeQuery } from '@/features/catalog/api';
import { HomePage } from '@/features/catalog/components/home-page';
import { MyListToggle } from '@/features/my-list/components/my-list-toggle';
import { plansQuery } from '@/features/plans/api';
import { JoinStrip } from '@/features/plans/components/join-strip';
import { continueQuery } from '@/features/progress/api';
import { ContinueRow } from '@/features/progress/components/continue-row';
import { isFirstTry } from '@/lib/first-try';
import { preloadHero } from '@/lib/picture-sources';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/_viewer/')({
  // The first page that most people see comes with the app's own code.
  codeSplitGroupings: [],
  // Under way before the page is put together; nobody waits for it here.
  loader: ({ context }) => {
    context.queryClient.fetchQuery(homeQuery).then(
      ({ hero }) => hero && preloadHero(hero),
      // The page says so.
      () => {},
    );
  },
  component: Home,
});

function Home() {
  const { known, me, profileId } = useSession();
  const unfinished = useQuery({ ...continueQuery(profileId ?? ''), enabled: profileId !== null });
  const plans = useQuery({ ...plansQuery, enabled: known && me === null });
  return (
    <HomePage
      waiting={!known || isFirstTry(me ? unfinished : plans)}
      first={
        <>
          {known && me === null && plans.data && <JoinStrip plans={plans.data} />}
          {profileId && <ContinueRow query={unfinished} />}
        </>
      }
      action={(card) => <MyListToggle card={card} />}
    />
  );
}
