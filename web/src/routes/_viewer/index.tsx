import { createFileRoute } from '@tanstack/react-router';
import { HomePage } from '@/features/catalog/components/home-page';

export const Route = createFileRoute('/_viewer/')({ component: Home });

function Home() {
  return <HomePage first={null} />;
}
