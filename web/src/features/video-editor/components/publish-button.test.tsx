import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Readiness } from '@/lib/readiness';
import { renderApp } from '@/testing/render';
import { PublishButton } from './publish-button';

function show(readiness: Readiness) {
  const onPublish = vi.fn();
  renderApp(<PublishButton readiness={readiness} busy={false} onPublish={onPublish} />);
  return onPublish;
}

describe('PublishButton', () => {
  it('is off but reachable, and says what is still missing', async () => {
    const onPublish = show({ publish: 'no', reasons: ['encoding', 'genres'] });
    const button = screen.getByRole('button', { name: 'Publish' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription('Still missing: the end of the encode and a genre.');
    await userEvent.tab();
    expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(button);
    expect(onPublish).not.toHaveBeenCalled();
  });

  it('publishes once nothing is missing', async () => {
    const onPublish = show({ publish: 'now', reasons: [] });
    await userEvent.click(screen.getByRole('button', { name: 'Publish' }));
    expect(onPublish).toHaveBeenCalledOnce();
  });

  it('offers a watchable film before its encode ends, and says what that means', async () => {
    const onPublish = show({ publish: 'early', reasons: ['encoding'] });
    const button = screen.getByRole('button', { name: 'Publish early' });
    expect(button).toHaveAccessibleDescription(/can be watched already/);
    await userEvent.click(button);
    expect(onPublish).toHaveBeenCalledOnce();
  });
});
