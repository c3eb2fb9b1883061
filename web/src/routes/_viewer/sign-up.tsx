import { createFileRoute, redirect } from '@tanstack/react-router';
import { SignUpPage } from '@/features/sign-up/components/sign-up-page';
import { meQuery } from '@/session/api';

export const Route = createFileRoute('/_viewer/sign-up')({
  validateSearch: (search): { price?: string } =>
    typeof search.price === 'string' ? { price: search.price } : {},
  beforeLoad: async ({ context }) => {
    if (await context.queryClient.ensureQueryData(meQuery)) {
      throw redirect({ to: '/plans' });
    }
  },
  component: SignUp,
});

function SignUp() {
  const { price } = Route.useSearch();
  return <SignUpPage next={price ? `/checkout?price=${encodeURIComponent(price)}` : '/plans'} />;
}
