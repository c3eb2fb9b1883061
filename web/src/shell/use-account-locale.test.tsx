import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { rememberLocale } from '@/i18n/locale';
import { LocaleProvider, useLocale } from '@/i18n/provider';
import { createTestQueryClient } from '@/testing/render';
import { server } from '@/testing/setup';
import { useAccountLocale } from './use-account-locale';

function serve(account: { locale: string } | null) {
  const me = { user: { id: 'u' }, roles: [], account_id: account && 'a', profiles: [] };
  server.use(
    http.get('*/api/v1/me', () => HttpResponse.json({ data: me })),
    http.get('*/api/v1/accounts/me', () => HttpResponse.json({ data: account })),
  );
}

function renderLocale() {
  const queryClient = createTestQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <LocaleProvider initial="en">{children}</LocaleProvider>
    </QueryClientProvider>
  );
  const hook = renderHook(
    () => {
      useAccountLocale();
      return useLocale().locale;
    },
    { wrapper },
  );
  return { ...hook, queryClient };
}

describe('useAccountLocale', () => {
  beforeEach(() => localStorage.clear());

  it('shows the page in the language of the account', async () => {
    serve({ locale: 'pt-BR' });
    const { result } = renderLocale();
    await waitFor(() => expect(result.current).toBe('pt-BR'));
  });

  it('keeps a language that was chosen on this device', async () => {
    rememberLocale('en');
    serve({ locale: 'pt-BR' });
    const { result, queryClient } = renderLocale();
    await waitFor(() => expect(queryClient.getQueryData(['me'])).toBeDefined());
    expect(queryClient.isFetching()).toBe(0);
    expect(result.current).toBe('en');
  });
});
