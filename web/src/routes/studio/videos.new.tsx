import { createFileRoute } from '@tanstack/react-router';
import { NewVideoPage } from '@/features/video-editor/components/new-video-page';

export const Route = createFileRoute('/studio/videos/new')({ component: NewVideo });

function NewVideo() {
  const navigate = Route.useNavigate();
  return (
    <NewVideoPage
      onCreated={({ id }) => navigate({ to: '/studio/videos/$id', params: { id }, replace: true })}
    />
  );
}
