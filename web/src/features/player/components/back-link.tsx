import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import type { Uuid } from '@/api/types';
import styles from './watch-page.module.css';

/** Out of the player: to the title, or back to the studio that wanted a preview. */
export function BackLink({ video }: { video: Uuid }) {
  const intl = useIntl();
  const { kind } = useSearch({ strict: false });
  if (kind === 'preview') {
    // A plain link: the studio is another area, whose code no viewer's page prepares.
    return (
      <a
        href={`/studio/videos/${video}`}
        className={styles.backLink}
        aria-label={intl.formatMessage({ id: 'common.nav.studio' })}
      >
        <IconArrowLeft size={26} aria-hidden="true" />
      </a>
    );
  }
  return (
    <Link
      to="/title/$id"
      params={{ id: video }}
      className={styles.backLink}
      aria-label={intl.formatMessage({ id: 'viewer.player.back' })}
    >
      <IconArrowLeft size={26} aria-hidden="true" />
    </Link>
  );
}
