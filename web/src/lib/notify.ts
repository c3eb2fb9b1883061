type Tone = 'done' | 'failed';

/** Shows a short message over the page. Failures stay until they are closed. */
export async function notify(message: string, tone: Tone = 'done'): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({
    message,
    color: tone === 'failed' ? 'red' : 'amber',
    autoClose: tone === 'failed' ? false : 5000,
    withBorder: true,
  });
}
