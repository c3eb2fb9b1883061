import type { ErrorComponentProps } from '@tanstack/react-router';
import { AreaError } from '@/app/area-error';
import { NotFound } from '@/ui/not-found';

/** Pages that stand outside of every area bring their own `main`. */
export function StandaloneNotFound() {
  return (
    <main id="main" tabIndex={-1}>
      <NotFound />
    </main>
  );
}

export function StandaloneError(props: ErrorComponentProps) {
  return (
    <main id="main" tabIndex={-1}>
      <AreaError {...props} />
    </main>
  );
}
