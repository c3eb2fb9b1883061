import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from './shortcuts-help.module.css';

const KEYS = [
  ['play', ['Space', 'K']],
  ['seek', ['J', 'L', '←', '→']],
  ['volume', ['↑', '↓']],
  ['mute', ['M']],
  ['captions', ['C']],
  ['fullscreen', ['F']],
  ['pip', ['I']],
  ['jump', ['0', '…', '9']],
  ['ends', ['Home', 'End']],
  ['speed', ['<', '>']],
  ['help', ['?']],
] as const;

type Props = {
  open: boolean;
  enabled: boolean;
  onEnable: (enabled: boolean) => void;
  onClose: () => void;
};

/** A native dialog: it stands over a player that fills the screen, and gives the focus back. */
export function ShortcutsHelp({ open, enabled, onEnable, onClose }: Props) {
  const intl = useIntl();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open) {
      dialog.current?.showModal();
    } else {
      dialog.current?.close();
    }
  }, [open]);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={onClose}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          <FormattedMessage id="viewer.player.help" />
        </h2>
        <button
          type="button"
          className={styles.close}
          aria-label={intl.formatMessage({ id: 'common.close' })}
          onClick={onClose}
        >
          <IconX aria-hidden="true" />
        </button>
      </div>
      <dl className={styles.keys} data-enabled={enabled}>
        {KEYS.map(([action, keys]) => (
          <div key={action} className={styles.row}>
            <dt>
              <FormattedMessage id={`viewer.player.key.${action}`} />
            </dt>
            <dd className={styles.caps}>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => onEnable(event.currentTarget.checked)}
        />
        <FormattedMessage id="viewer.player.shortcuts" />
      </label>
    </dialog>
  );
}
