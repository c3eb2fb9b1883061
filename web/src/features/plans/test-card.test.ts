import { describe, expect, it } from 'vitest';
import { formatCardNumber, formatExpiry, isExpiryAhead, tokenizeCard } from './test-card';

describe('tokenizeCard', () => {
  it.each([
    ['4242 4242 4242 4242', 'tok_success', '4242'],
    ['4000000000000002', 'tok_declined', '0002'],
    ['4000-0000-0000-0119', 'tok_timeout', '0119'],
  ])('turns %s into %s and keeps only its last four digits', (number, token, last4) => {
    expect(tokenizeCard(number)).toEqual({ token, brand: 'visa', last4 });
  });

  it.each(['', '4242', '4111 1111 1111 1111', '42424242424242424'])(
    'does not know %s',
    (number) => {
      expect(tokenizeCard(number)).toBeNull();
    },
  );
});

describe('the card fields', () => {
  it('group the number by four while it is typed', () => {
    expect(formatCardNumber('42424')).toBe('4242 4');
    expect(formatCardNumber('4242 4242 4242 4242')).toBe('4242 4242 4242 4242');
  });

  it('put the slash of the date in by themselves', () => {
    expect(formatExpiry('12')).toBe('12');
    expect(formatExpiry('1230')).toBe('12 / 30');
  });

  it('take a card through the last day of its month', () => {
    expect(isExpiryAhead('11 / 26', new Date(2026, 10, 30, 23, 59))).toBe(true);
    expect(isExpiryAhead('11 / 26', new Date(2026, 11, 1))).toBe(false);
    expect(isExpiryAhead('13 / 30', new Date(2026, 0, 1))).toBe(false);
    expect(isExpiryAhead('1 / 3', new Date(2026, 0, 1))).toBe(false);
  });
});
