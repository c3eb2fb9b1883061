import { useEffect } from 'react';

const SITE = 'Codeflix';

/** Names the browser tab: the page first, then the site. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) {
      document.title = title === '' ? SITE : `${title} · ${SITE}`;
    }
  }, [title]);
}
