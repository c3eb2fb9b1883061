import { createFileRoute, redirect } from '@tanstack/react-router';
import { homeArea } from '@/lib/permissions';
import { meQuery } from '@/session/api';

const PATHS = {
  videos: '/studio/videos',
  categories: '/studio/categories',
  genres: '/studio/genres',
  cast_members: '/studio/cast',
} as const;

export const Route = createFileRoute('/studio/')({
  beforeLoad: async ({ context }) => {
    const me = await context.queryClient.ensureQueryData(meQuery);
    throw redirect({ to: PATHS[homeArea(me?.roles ?? [])], replace: true });
  },
});
