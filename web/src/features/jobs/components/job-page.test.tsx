import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderWithLinks } from '@/testing/render';
import { aJob, aStep } from '@/testing/studio-factories';
import { JobPage } from './job-page';

const SAID = '[h264] error while decoding MB 12 3\nConversion failed!';

describe('JobPage', () => {
  it('shows the last thing a program said, and copies it', async () => {
    const user = userEvent.setup();
    const steps = [
      aStep({ attempts: 1, error_code: 'INTERNAL', error: 'older' }),
      aStep({
        number: 1,
        state: 'failed',
        attempts: 5,
        error_code: 'MEDIA_DAMAGED',
        error: SAID,
        ended_at: '2026-01-01T00:02:00.000Z',
      }),
    ];
    renderWithLinks(
      <JobPage job={aJob({ status: 'failed', error_code: 'MEDIA_DAMAGED', steps })} canOpen />,
    );
    const said = await screen.findByRole('region', { name: 'What the program said' });
    expect(said).toHaveTextContent('Conversion failed!');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await navigator.clipboard.readText()).toBe(`MEDIA_DAMAGED\n${SAID}`);
  });

  it('folds away the steps that are done without trouble', async () => {
    const user = userEvent.setup();
    const steps = [
      aStep({ number: null, kind: 'planning', segments: null, rungs: [] }),
      aStep({ state: 'running', progress: 25 }),
    ];
    renderWithLinks(<JobPage job={aJob({ steps })} canOpen={false} />);
    const panel = within(await screen.findByRole('region', { name: 'Steps' }));
    expect(panel.getByText('1 of 2 done')).toBeInTheDocument();
    expect(panel.queryByText('Looking at the original')).not.toBeInTheDocument();
    await user.click(panel.getByRole('button', { name: 'Show all steps' }));
    expect(panel.getByText('Looking at the original')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Open the video' })).not.toBeInTheDocument();
  });
});
