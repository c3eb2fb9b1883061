type CardToken = 'tok_success' | 'tok_declined' | 'tok_timeout';

/** The numbers that the built-in test provider knows, and what it does with them. */
const TOKENS: Record<string, CardToken> = {
  '4242424242424242': 'tok_success',
  '4000000000000002': 'tok_declined',
  '4000000000000119': 'tok_timeout',
};

export const SUCCESS_CARD = '4242 4242 4242 4242';

export type TokenizedCard = { token: CardToken; brand: string; last4: string };

function digitsOf(input: string): string {
  return input.replace(/\D/g, '');
}

/**
 * Turns a card number into the provider's token, as a payment provider's own script would. The
 * number stays in the page; `null` means that the test provider does not know it.
 */
export function tokenizeCard(input: string): TokenizedCard | null {
  const digits = digitsOf(input);
  const token = TOKENS[digits];
  return token === undefined ? null : { token, brand: 'visa', last4: digits.slice(-4) };
}

/** Groups of four while typing. */
export function formatCardNumber(input: string): string {
  return digitsOf(input)
    .slice(0, 19)
    .replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** "1230" becomes "12 / 30". */
export function formatExpiry(input: string): string {
  const digits = digitsOf(input).slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
}

/** True for a month that has not ended yet; a card is good through its last day. */
export function isExpiryAhead(input: string, now: Date): boolean {
  const digits = digitsOf(input);
  const month = Number(digits.slice(0, 2));
  if (digits.length !== 4 || month < 1 || month > 12) {
    return false;
  }
  return new Date(2000 + Number(digits.slice(2)), month, 1) > now;
}
