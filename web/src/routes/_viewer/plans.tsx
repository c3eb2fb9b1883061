import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { PlansPage } from '@/features/plans/components/plans-page';
import { subscriptionQuery } from '@/session/api';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/_viewer/plans')({ component: Plans });

function Plans() {
  const { me } = useSession();
  const subscription = useQuery({ ...subscriptionQuery, enabled: me !== null });
  return <PlansPage signedIn={me !== null} currentPlan={subscription.data?.plan.id} />;
}
