import { createFileRoute } from '@tanstack/react-router';
import { CategoryList } from '@/features/categories/components/category-list';
import { parseListAddress } from '@/lib/list-address';
import { canChange } from '@/lib/permissions';
import { useSession } from '@/session/use-session';

export const Route = createFileRoute('/studio/categories')({
  validateSearch: parseListAddress({
    sorts: ['name', 'is_active', 'created_at'],
    filters: ['is_active'],
  }),
  component: Categories,
});

function Categories() {
  const navigate = Route.useNavigate();
  const { me } = useSession();
  return (
    <CategoryList
      address={Route.useSearch()}
      onAddress={(search) => navigate({ search, resetScroll: false })}
      canChange={canChange(me?.roles ?? [], 'categories')}
    />
  );
}
