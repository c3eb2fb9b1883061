import { notifications } from '@mantine/notifications';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import Toasts from '@/app/toasts';
import { renderApp } from '@/testing/render';
import { notify } from './notify';

const say = (message: string, tone: 'done' | 'failed' = 'failed') =>
  act(() => notify(message, tone));

describe('notify', () => {
  afterEach(() => act(() => notifications.clean()));

  it('shows equal messages as one, and different ones beside each other', async () => {
    renderApp(<Toasts />);
    await say('No connection');
    await say('No connection');
    await say('Not saved');
    expect(screen.getAllByText('No connection')).toHaveLength(1);
    expect(screen.getAllByText('Not saved')).toHaveLength(1);
  });

  it('shows a message again after it was closed', async () => {
    renderApp(<Toasts />);
    await say('Gone');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByText('Gone')).toBeNull());
    await say('Gone');
    expect(await screen.findByText('Gone')).toBeInTheDocument();
  });
});
