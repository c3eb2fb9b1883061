/**
 * After a change of page the focus goes to its heading. The heading may come later than the
 * address (its data is still loading), so the wish is kept until a heading claims it.
 */
let pending = false;
/** The heading that had the focus last. */
let claimed: HTMLElement | null = null;

export function requestHeadingFocus(): void {
  const main = document.querySelector<HTMLElement>('main');
  const focused = document.activeElement;
  if (main && focused !== main && main.contains(focused)) {
    // The new page has already put the focus where it is wanted.
    return;
  }
  pending = true;
  const heading = document.querySelector<HTMLElement>('main h1[tabindex="-1"]');
  if (heading) {
    claimHeadingFocus(heading);
  } else {
    main?.focus({ preventScroll: true });
  }
}

export function claimHeadingFocus(heading: HTMLElement): void {
  // The last page may have stood, and its heading claimed the wish, until the words of the next one were there.
  const lost = claimed?.isConnected === false && document.activeElement === document.body;
  if (pending || lost) {
    pending = false;
    claimed = heading;
    heading.focus({ preventScroll: true });
  }
}
