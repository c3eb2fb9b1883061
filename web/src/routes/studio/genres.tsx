import { createFileRoute } from '@tanstack/react-router';
import { CategoryPicker } from '@/features/categories/components/category-picker';
import { useCategoryFilter } from '@/features/categories/hooks/use-category-filter';
import { GenreList } from '@/features/genres/components/genre-list';
import { parseListAddress } from '@/lib/list-address';
import { canChange } from '@/lib/permissions';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/studio/genres')({
  validateSearch: parseListAddress({
    sorts: ['name', 'is_active', 'created_at'],
    filters: ['categories', 'is_active'],
  }),
  component: Genres,
});

function Genres() {
  const navigate = Route.useNavigate();
  const { me } = useSession();
  const roles = me?.roles ?? [];
  return (
    <GenreList
      address={Route.useSearch()}
      onAddress={(search) => navigate({ search, resetScroll: false })}
      canChange={canChange(roles, 'genres')}
      categoryFilter={useCategoryFilter()}
      categoryPicker={CategoryPicker}
      canCreateCategory={canChange(roles, 'categories')}
    />
  );
}
