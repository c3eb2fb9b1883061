import { Notifications, notifications } from '@mantine/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { EncodeQueue, JobDetail } from '@/api/studio-types';

import type { ListAddress } from '@/lib/list-address';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { aJob, aStep } from '@/testing/studio-factories';
import { JobList } from './job-list';

const URL = '*/api/v1/encoder/jobs';
const FAILED = aJob({
  id: 'job-2',
  label: 'Ebb',
  status: 'failed',
  error_code: 'MEDIA_DAMAGED',
  error: 'the film is damaged',
});

/** A server that holds these jobs, and refuses to change those of `refusing`. */
function serve(jobs: JobDetail[], refusing: string[] = [], code = 'ORIGINAL_GONE') {
  const state = { queries: [] as URLSearchParams[], changes: [] as object[] };
  const counts = { queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
  for (const { status } of jobs) {
    counts[status] += 1;
  }
  const running = jobs.filter(({ status }) => status === 'running');
  const tasks = running.map(({ id, label }) => ({
    job_id: id,
    label,
    ...aStep({ state: 'running', progress: 30, worker: 'worker-abcdef' }),
  }));
  const workers = tasks.length > 0 ? [{ name: 'worker-abcdef', tasks }] : [];
  const queue: EncodeQueue = { counts, workers };
  server.use(
    http.get('*/api/v1/encoder/queue', () => HttpResponse.json({ data: queue })),
    http.get(URL, ({ request }) => {
      const query = new globalThis.URL(request.url).searchParams;
      state.queries.push(query);
      const wanted = query.get('status');
      const found = jobs.filter(({ status }) => wanted === null || status === wanted);
      const meta = { current_page: 1, per_page: 20, last_page: 1, total: found.length };
      return HttpResponse.json({ data: found, meta });
    }),
    http.post(`${URL}/bulk`, async ({ request }) => {
      const change = (await request.json()) as { ids: string[] };
      state.changes.push(change);
      const results = change.ids.map((id) => ({
        id,
        code: refusing.includes(id) ? code : null,
        job_id: id,
      }));
      return HttpResponse.json({ data: results });
    }),
  );
  return state;
}

function Page() {
  const [address, setAddress] = useState<ListAddress>({});
  return (
    <>
      <Notifications />
      <JobList address={address} onAddress={setAddress} />
    </>
  );
}

// What one test was told must not stand there in the next.
afterEach(() => notifications.clean());

describe('JobList', () => {
  it('shows how far a job is, how fast it goes and who works on it', async () => {
    serve([aJob()]);
    renderWithLinks(<Page />);
    const table = within(await screen.findByRole('table', { name: 'Encoding' }));
    expect(table.getByText('2.3×')).toBeInTheDocument();
    expect(table.getByText('2 min')).toBeInTheDocument();
    expect(table.getAllByText('720p 20%')).not.toHaveLength(0);
    const worker = within(await screen.findByRole('region', { name: '1 task at the moment' }));
    expect(worker.getByText('Worker abcdef')).toBeInTheDocument();
    expect(worker.getByText('Segments 1–4 in 720p and 480p')).toBeInTheDocument();
    expect(worker.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '30');
  });

  it('narrows the list to one state by its number', async () => {
    const user = userEvent.setup();
    const state = serve([aJob(), FAILED]);
    renderWithLinks(<Page />);
    await user.click(await screen.findByRole('button', { name: 'Failed 1' }));
    await waitFor(() => expect(state.queries.at(-1)?.get('status')).toBe('failed'));
    expect(await screen.findByRole('button', { name: 'Failed 1', pressed: true })).toBeVisible();
    expect(screen.getAllByText(/cut off or damaged/)).not.toHaveLength(0);
  });

  it('changes how urgent a job is', async () => {
    const user = userEvent.setup();
    const state = serve([aJob()]);
    renderWithLinks(<Page />);
    const priority = await screen.findByRole('combobox', { name: /Priority of Tide/ });
    await user.selectOptions(priority, '9');
    await waitFor(() =>
      expect(state.changes).toEqual([{ action: 'priority', ids: ['job-1'], priority: 9 }]),
    );
  });

  it('does with marked jobs what fits each of them', async () => {
    const user = userEvent.setup();
    const state = serve([aJob(), FAILED, aJob({ id: 'job-3', status: 'completed' })], ['job-3']);
    renderWithLinks(<Page />);
    await user.click(await screen.findByRole('checkbox', { name: 'Choose all on this page' }));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(state.changes).toEqual([{ action: 'retry', ids: ['job-2'] }]));
    await user.click(screen.getByRole('button', { name: 'Encode again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Encode this title again?' }));
    await user.selectOptions(dialog.getByLabelText('Work for each picture'), 'best');
    await user.click(dialog.getByRole('button', { name: 'Encode again' }));
    await waitFor(() =>
      expect(state.changes.at(-1)).toEqual({
        action: 'reencode',
        ids: ['job-3'],
        preset: 'best',
        scope: 'all',
      }),
    );
    expect(await screen.findByText(/1 job was refused: The original was not kept/)).toBeVisible();
  });

  it('has only what is missing made, and says where nothing is', async () => {
    const user = userEvent.setup();
    const state = serve([aJob({ status: 'completed' })], ['job-1'], 'NOTHING_MISSING');
    renderWithLinks(<Page />);
    await user.click(await screen.findByRole('checkbox', { name: 'Choose all on this page' }));
    await user.click(screen.getByRole('button', { name: 'Encode again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Encode this title again?' }));
    const everything = dialog.getByRole('radio', { name: /^Everything/ });
    expect(everything).toBeChecked();
    await user.click(dialog.getByRole('radio', { name: /^Only what is missing/ }));
    expect(everything).not.toBeChecked();
    await user.click(dialog.getByRole('button', { name: 'Encode again' }));
    await waitFor(() =>
      expect(state.changes).toEqual([{ action: 'reencode', ids: ['job-1'], scope: 'missing' }]),
    );
    expect(await screen.findByText(/1 job was refused: It has every rendition/)).toBeVisible();
  });

  it('lists the jobs while the overview of the queue has failed, and fetches that anew', async () => {
    const user = userEvent.setup();
    serve([aJob()]);
    server.use(
      http.get(
        '*/api/v1/encoder/queue',
        () => HttpResponse.json({ code: 'INTERNAL' }, { status: 500 }),
        { once: true },
      ),
    );
    renderWithLinks(<Page />);
    expect(await screen.findByRole('table', { name: 'Encoding' })).toBeInTheDocument();
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('Code: INTERNAL')).toBeInTheDocument();
    await user.click(alert.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Running 1' })).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says what will be here before the first upload', async () => {
    serve([]);
    renderWithLinks(<Page />);
    expect(await screen.findByText('Nothing to encode yet')).toBeInTheDocument();
  });
});
