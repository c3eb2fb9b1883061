import { createFileRoute } from '@tanstack/react-router';
import { useCategoryFilter } from '@/features/categories/hooks/use-category-filter';
import { useLive } from '@/features/encoding/components/live-updates';
import { useGenreFilter } from '@/features/genres/hooks/use-genre-filter';
import { VideoList } from '@/features/videos/components/video-list';
import { parseListAddress } from '@/lib/list-address';
import { canChange } from '@/lib/permissions';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/studio/videos/')({
  validateSearch: parseListAddress({
    sorts: ['title', 'year_launched', 'created_at'],
    filters: [
      'status',
      'rating',
      'opened',
      'categories',
      'genres',
      'cast_members',
      'year_launched',
    ],
  }),
  component: Videos,
});

function Videos() {
  const navigate = Route.useNavigate();
  const { me } = useSession();
  return (
    <VideoList
      address={Route.useSearch()}
      onAddress={(search) => navigate({ search, resetScroll: false })}
      canChange={canChange(me?.roles ?? [], 'videos')}
      moreFilters={[useCategoryFilter(), useGenreFilter()]}
      live={useLive()}
      onCreate={() => navigate({ to: '/studio/videos/new' })}
    />
  );
}
