import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Job } from '@/api/studio-types';
import { renderWithLinks } from '@/testing/render';
import { server } from '@/testing/setup';
import { aJob } from '@/testing/studio-factories';
import JobLink from './job-link';

const RESOURCE = 'video-1.video.film-1';

function serve(...jobs: Job[]) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get('*/api/v1/encoder/jobs', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      const meta = { current_page: 1, per_page: 1, last_page: 1, total: jobs.length };
      return HttpResponse.json({ data: jobs, meta });
    }),
  );
  return asked;
}

function link() {
  return screen.getByRole('link', { name: 'Show the encode and its messages' });
}

describe('JobLink', () => {
  it('leads to the latest encode of the film', async () => {
    const asked = serve(aJob({ id: 'job-7', resource_id: RESOURCE }));
    renderWithLinks(<JobLink resource={RESOURCE} />);
    await waitFor(() => expect(link()).toHaveAttribute('href', '/studio/encoding/job-7'));
    expect(asked.map((query) => query.get('resource_id'))).toEqual([RESOURCE]);
  });

  it('leads to the encodes of the title while that of the film is not known', async () => {
    const asked = serve();
    renderWithLinks(<JobLink resource={RESOURCE} />);
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(link()).toHaveAttribute('href', '/studio/encoding?search=video-1');
  });
});
