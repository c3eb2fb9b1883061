import { createFileRoute } from '@tanstack/react-router';
import { MyListToggle } from '@/features/my-list/components/my-list-toggle';
import { SearchPage } from '@/features/search/components/search-page';
import { parseSearchAddress } from '@/features/search/search-address';

export const Route = createFileRoute('/_viewer/search')({
  validateSearch: parseSearchAddress,
  component: Search,
});

function Search() {
  const navigate = Route.useNavigate();
  return (
    <SearchPage
      address={Route.useSearch()}
      // Replaced, not pushed: Back leaves the search instead of undoing it letter by letter.
      onChange={(search) => navigate({ search, replace: true, resetScroll: false })}
      cardAction={(card) => <MyListToggle card={card} />}
    />
  );
}
