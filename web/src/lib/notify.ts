import { matchLocale } from '@/i18n/locale';
import { loadMessages } from '@/i18n/messages';

type Tone = 'done' | 'failed';

/** Shows a short message over the page; one that stands there already, once. Failures stay until they are closed. */
export async function notify(message: string, tone: Tone = 'done'): Promise<void> {
  const [{ notifications }, words] = await Promise.all([
    import('@mantine/notifications'),
    loadMessages(matchLocale([document.documentElement.lang]), 'common'),
  ]);
  notifications.show({
    id: `${tone}-${encodeURIComponent(message)}`,
    message,
    color: tone === 'failed' ? 'red' : 'amber',
    autoClose: tone === 'failed' ? false : 5000,
    withBorder: true,
    closeButtonProps: { 'aria-label': words['common.close'] },
  });
}
