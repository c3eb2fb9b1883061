import type { QueryClient } from '@tanstack/react-query';
import { meQuery } from '@/session/api';
import { signIn } from '@/session/sign-in';

/** For routes that make no sense without a session: leaves for the sign-in page and comes back. */
export async function requireSignIn(queryClient: QueryClient, returnTo: string): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (me === null) {
    signIn({ returnTo });
    // The browser is leaving; never settle, so that the route does not flash up without its data.
    await new Promise<never>(() => {});
  }
}
