import { createFileRoute, notFound } from '@tanstack/react-router';
import { NotFound } from '@/ui/not-found';

export const Route = createFileRoute('/studio/$')({
  loader: () => {
    throw notFound();
  },
  notFoundComponent: () => <NotFound studio />,
});
