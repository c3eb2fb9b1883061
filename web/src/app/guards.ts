import type { ParsedLocation } from '@tanstack/react-router';
import type { RouterContext } from '@/app/router';
import { meQuery } from '@/session/api';
import { signIn } from '@/session/sign-in';

type Entry = { context: RouterContext; location: ParsedLocation; preload: boolean };

/** For routes that make no sense without a session: leaves for the sign-in page and comes back. */
export async function requireSignIn({ context, location, preload }: Entry): Promise<void> {
  const me = await context.queryClient.ensureQueryData(meQuery);
  // A pointer or the focus that passes over a link only prepares the page behind it.
  if (me === null && !preload) {
    signIn({ returnTo: location.href });
    // The browser is leaving; never settle, so that the route does not flash up without its data.
    await new Promise<never>(() => {});
  }
}
