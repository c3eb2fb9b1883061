import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render';
import { aFilm } from '@/testing/studio-factories';
import { FilmState } from './film-state';

function show(film: Parameters<typeof aFilm>[0]) {
  const more = <a href="/more">More of it</a>;
  renderApp(<FilmState video="video-1" type="video" film={aFilm(film)} canChange more={more} />);
}

describe('FilmState', () => {
  it('leads from the reason of a failure to more of it', () => {
    show({ status: 'error', error_code: 'MEDIA_DAMAGED', error: 'the film is damaged' });
    const alert = within(screen.getByRole('alert'));
    expect(alert.getByText(/cut off or damaged/)).toBeInTheDocument();
    expect(alert.getByText('Code: MEDIA_DAMAGED')).toBeInTheDocument();
    expect(alert.getByRole('link', { name: 'More of it' })).toBeInTheDocument();
  });

  it('leads nowhere while nothing has failed', () => {
    show({ status: 'completed' });
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
