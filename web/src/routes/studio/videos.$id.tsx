import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { CastPicker } from '@/features/cast/components/cast-picker';
import { CategoryPicker } from '@/features/categories/components/category-picker';
import { useLive } from '@/features/encoding/components/live-updates';
import { GenrePicker } from '@/features/genres/components/genre-picker';
import { useUploadOf } from '@/features/uploads/hooks/use-uploads';
import { isBeingEncoded, videoQuery } from '@/features/video-editor/api';
import { EditorSkeleton } from '@/features/video-editor/components/editor-skeleton';
import { VideoEditor } from '@/features/video-editor/components/video-editor';
import { canChange } from '@/lib/permissions';
import { useSession } from '@/session/use-session';
import { ErrorState } from '@/ui/error-state';
import { FilmCard } from './-film-card';

const POLL_MS = 5000;

export const Route = createFileRoute('/studio/videos/$id')({ component: Video });

function Video() {
  const { id } = Route.useParams();
  const navigate = Route.useNavigate();
  const roles = useSession().me?.roles ?? [];
  const live = useLive();
  const sending = useUploadOf({ video: id, type: 'video' }) !== undefined;
  const video = useQuery({
    ...videoQuery(id),
    refetchInterval: ({ state }) => (!live && isBeingEncoded(state.data) ? POLL_MS : false),
  });
  if (video.isPending) {
    return <EditorSkeleton />;
  }
  if (!video.data) {
    return <ErrorState error={video.error} onRetry={() => video.refetch()} />;
  }
  const rights = {
    videos: canChange(roles, 'videos'),
    categories: canChange(roles, 'categories'),
    genres: canChange(roles, 'genres'),
    cast_members: canChange(roles, 'cast_members'),
  };
  return (
    <VideoEditor
      key={id}
      video={video.data}
      rights={rights}
      sending={sending}
      onDeleted={() => navigate({ to: '/studio/videos' })}
      parts={{
        categoryPicker: CategoryPicker,
        genrePicker: GenrePicker,
        castPicker: CastPicker,
        film: (type) => <FilmCard video={video.data} type={type} canChange={rights.videos} />,
      }}
    />
  );
}
