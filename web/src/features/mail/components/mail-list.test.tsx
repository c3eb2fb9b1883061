import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { OutgoingLetter } from '@/api/studio-types';
import type { ListAddress } from '@/lib/list-address';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/setup';
import { aLetter } from '@/testing/studio-factories';
import { MailList } from './mail-list';

const URL = '*/api/v1/notifications/outgoing';
const REFUSED = aLetter({
  status: 'failed',
  sent_at: null,
  sent_by: null,
  error: { code: 'SMTP_REFUSED', reason: '550 no such mailbox' },
});

/** A server that holds this mail. */
function serve(...letters: OutgoingLetter[]) {
  const state = { letters, queries: [] as URLSearchParams[] };
  const find = (id: unknown) => state.letters.find((letter) => letter.id === id);
  server.use(
    http.get(URL, ({ request }) => {
      state.queries.push(new globalThis.URL(request.url).searchParams);
      const meta = { current_page: 1, per_page: 20, last_page: 1, total: state.letters.length };
      return HttpResponse.json({ data: state.letters, meta });
    }),
    http.get(`${URL}/:id`, ({ params }) => HttpResponse.json({ data: find(params.id) })),
    http.post(`${URL}/:id/resend`, ({ params }) => {
      const again = { ...aLetter(find(params.id)), status: 'queued' as const };
      state.letters = [again];
      return HttpResponse.json({ data: again });
    }),
  );
  return state;
}

function Page() {
  const [address, setAddress] = useState<ListAddress>({});
  return <MailList address={address} onAddress={setAddress} />;
}

async function open(user: ReturnType<typeof userEvent.setup>): Promise<HTMLElement> {
  const name = '“Tide” is ready to be published';
  await user.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog', { name });
}

describe('MailList', () => {
  it('says why a mail did not arrive, and sends it again', async () => {
    const user = userEvent.setup();
    serve(REFUSED);
    renderApp(<Page />);
    const dialog = within(await open(user));
    expect(dialog.getByText('The mail server refused the mail for good.')).toBeInTheDocument();
    expect(dialog.getByText('550 no such mailbox')).toBeInTheDocument();
    expect(dialog.getByRole('region', { name: 'Text' })).toHaveTextContent('Hello Ana,');

    await user.click(dialog.getByRole('button', { name: 'Send again' }));
    expect(await screen.findByRole('cell', { name: 'Waiting' })).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('does not call a mail sent that only lies in the folder', async () => {
    const user = userEvent.setup();
    serve(aLetter({ sent_by: 'folder' }));
    renderApp(<Page />);
    expect(await screen.findByRole('cell', { name: 'In the folder' })).toBeInTheDocument();
    const dialog = within(await open(user));
    expect(dialog.getByText(/Codeflix has no mail server/)).toBeInTheDocument();
    expect(dialog.queryByRole('button', { name: 'Send again' })).not.toBeInTheDocument();
  });

  it('tells that a mail waits for its recipient to be known', async () => {
    const user = userEvent.setup();
    const recipient = { user_id: 'user-1', email: null, name: null };
    serve(aLetter({ status: 'queued', recipient, sent_at: null, sent_by: null }));
    renderApp(<Page />);
    const dialog = within(await open(user));
    expect(dialog.getByText(/Nothing is known of this login yet/)).toBeInTheDocument();
  });

  it('narrows the list on the server', async () => {
    const user = userEvent.setup();
    const state = serve(REFUSED);
    renderApp(<Page />);
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Status' }), 'failed');
    await user.selectOptions(screen.getByRole('combobox', { name: 'About' }), 'media-ready');
    await waitFor(() =>
      expect(Object.fromEntries(state.queries.at(-1) ?? [])).toMatchObject({
        status: 'failed',
        kind: 'media-ready',
      }),
    );
  });

  it('says what will be here before the first mail', async () => {
    serve();
    renderApp(<Page />);
    expect(await screen.findByText('No mail yet')).toBeInTheDocument();
  });

  it('shows a failure with a way to try again', async () => {
    const user = userEvent.setup();
    server.use(http.get(URL, () => HttpResponse.json({ code: 'UNAVAILABLE' }, { status: 503 })));
    renderApp(<Page />);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    serve(aLetter());
    await user.click(retry);
    expect(await screen.findByText('ana@example.com')).toBeInTheDocument();
  });
});
