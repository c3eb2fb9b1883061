import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { useRefreshAfterUploads, useUploads } from '../hooks/use-uploads';
import { UploadProgress } from './upload-progress';
import styles from './upload-tray.module.css';

/** The uploads that are under way, on every page of the studio but the one that shows its own. */
export function UploadTray({ except }: { except: string | undefined }) {
  const id = useId();
  const { items, queue } = useUploads();
  const [open, setOpen] = useState(true);
  useRefreshAfterUploads();
  const shown = items.filter(({ state, target }) => state !== 'done' && target.video !== except);
  if (shown.length === 0) {
    return null;
  }
  return (
    <section className={styles.tray} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <FormattedMessage id="studio.upload.tray" values={{ count: shown.length }} />
          <IconChevronDown size={18} data-open={open} aria-hidden="true" />
        </button>
      </h2>
      {open && (
        <ul className={styles.list}>
          {shown.map((item) => (
            <li key={item.id} className={styles.item}>
              <UploadProgress item={item} queue={queue} compact />
              <Link
                to="/studio/videos/$id"
                params={{ id: item.target.video }}
                className={`text-link ${styles.link}`}
              >
                <FormattedMessage id="studio.upload.open" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
