import { createQueryClient } from '@/app/query-client';
import { homeQuery } from '@/features/catalog/api';
import { initialLocale } from '@/i18n/locale';
import { preloadMessages } from '@/i18n/messages';
import { preloadHero } from '@/lib/picture-sources';
import { meQuery, siteQuery } from '@/session/api';

// Imported before all else, so that what the first page needs is on its way while the rest of the code is prepared.

const locale = initialLocale();
document.documentElement.lang = locale;
export const queryClient = createQueryClient();

/** Settled when the frame of the first page can be shown. */
export const frame = Promise.allSettled([
  preloadMessages(locale, location.pathname),
  queryClient.prefetchQuery(meQuery),
  queryClient.prefetchQuery(siteQuery),
]);

if (location.pathname === '/') {
  queryClient.fetchQuery(homeQuery).then(
    ({ hero }) => hero && preloadHero(hero),
    // The page says so.
    () => {},
  );
}
