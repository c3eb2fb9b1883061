import { createFileRoute, redirect } from '@tanstack/react-router';
import { canChange, homeArea } from '@/lib/permissions';
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
    const roles = me?.roles ?? [];
    const area = homeArea(roles);
    const to = canChange(roles, area) || !roles.includes('operator') ? PATHS[area] : '/studio/mail';
    throw redirect({ to, replace: true });
  },
});
