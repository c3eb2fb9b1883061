export type SignInOptions = { returnTo?: string; ticket?: string | null };

/** The gateway's sign-in address; `ticket` signs a new account in without asking for its password. */
export function signInUrl({ returnTo, ticket }: SignInOptions = {}): string {
  const query = new URLSearchParams({
    ...(ticket ? { ticket } : {}),
    return_to: returnTo ?? `${location.pathname}${location.search}`,
    ui_locales: document.documentElement.lang || 'en',
  });
  return `/auth/login?${query}`;
}

/** Leaves the page for the identity provider. */
export function signIn(options: SignInOptions = {}): void {
  location.assign(signInUrl(options));
}
