import { type RefObject, useEffect } from 'react';

/**
 * The storyboard pictures over the slider only repeat what the time beside them says, but the player
 * library gives them no `alt` at all, which makes a screen reader spell out their address.
 */
export function useSilentThumbnails(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = container.current;
    if (!root) {
      return;
    }
    const silence = () => {
      for (const image of root.querySelectorAll('.vds-thumbnail img:not([alt])')) {
        image.setAttribute('alt', '');
      }
    };
    const observer = new MutationObserver(silence);
    observer.observe(root, { childList: true, subtree: true });
    silence();
    return () => observer.disconnect();
  }, [container]);
}
