/**
 * After a change of page the focus goes to its heading. The heading may come later than the
 * address (its data is still loading), so the wish is kept until a heading claims it.
 */
let pending = false;

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
  if (pending) {
    pending = false;
    heading.focus({ preventScroll: true });
  }
}
