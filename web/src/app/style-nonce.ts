import { setNonce } from 'get-nonce';

/** The server writes a fresh nonce into the page; styles made by a script need it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** For the scroll lock behind dialogs, which makes its style without asking Mantine. */
export function shareStyleNonce(): void {
  setNonce(styleNonce());
}
