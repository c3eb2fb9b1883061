import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useSearchText } from '../hooks/use-search-text';
import styles from './search-box.module.css';

type Props = { text: string; onChange: (text: string) => void };

export function SearchBox({ text: committed, onChange }: Props) {
  const intl = useIntl();
  const input = useRef<HTMLInputElement>(null);
  const { text, setText } = useSearchText(committed, onChange);
  useEffect(() => {
    // With a keyboard the next thing is typing; on a phone the page comes first.
    if (matchMedia('(pointer: fine)').matches) {
      input.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <search className={styles.box}>
      <IconSearch size={24} className={styles.icon} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        className={styles.input}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        placeholder={intl.formatMessage({ id: 'viewer.search.placeholder' })}
        aria-label={intl.formatMessage({ id: 'viewer.search.title' })}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={intl.formatMessage({ id: 'viewer.search.clear' })}
          onClick={() => {
            setText('');
            input.current?.focus();
          }}
        >
          <IconX size={20} aria-hidden="true" />
        </button>
      )}
    </search>
  );
}
