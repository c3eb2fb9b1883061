import { createFileRoute } from '@tanstack/react-router';
import { NotFound } from '@/ui/not-found';

/** An address that leads nowhere, within the frame that every other page has. */
export const Route = createFileRoute('/_viewer/$')({
  component: () => <NotFound />,
});
