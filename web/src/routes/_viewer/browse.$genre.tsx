import { createFileRoute } from '@tanstack/react-router';
import { GenrePage } from '@/features/catalog/components/genre-page';
import { MyListToggle } from '@/features/my-list/components/my-list-toggle';

export const Route = createFileRoute('/_viewer/browse/$genre')({ component: Genre });

function Genre() {
  const { genre } = Route.useParams();
  return <GenrePage key={genre} id={genre} cardAction={(card) => <MyListToggle card={card} />} />;
}
