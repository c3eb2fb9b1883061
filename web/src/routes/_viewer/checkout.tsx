import { createFileRoute } from '@tanstack/react-router';
import { requireSignIn } from '@/app/guards';
import { CheckoutPage } from '@/features/plans/components/checkout-page';

export const Route = createFileRoute('/_viewer/checkout')({
  validateSearch: (search): { price: string } => ({ price: String(search.price ?? '') }),
  beforeLoad: requireSignIn,
  component: Checkout,
});

function Checkout() {
  const { price } = Route.useSearch();
  return <CheckoutPage priceId={price} />;
}
