import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from '@/ui/error-state';

/** Catches what an area throws while rendering, so that the rest of the app stays usable. */
export function AreaError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorState
      error={error}
      onRetry={() => {
        reset();
        router.invalidate();
      }}
    />
  );
}
