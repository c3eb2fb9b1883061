import { useEffect, useRef, useState } from 'react';

const DEBOUNCE_MS = 250;

/**
 * A text field whose value reaches `commit` shortly after the last key. A value that changes from
 * outside (Back, a reset) replaces what stands in the field.
 */
export function useDebouncedText(committed: string, commit: (text: string) => void) {
  const [text, setText] = useState(committed);
  const last = useRef(committed);
  const latestCommit = useRef(commit);
  latestCommit.current = commit;

  useEffect(() => {
    if (committed !== last.current) {
      last.current = committed;
      setText(committed);
    }
  }, [committed]);

  useEffect(() => {
    if (text === last.current) {
      return;
    }
    const timer = setTimeout(() => {
      last.current = text;
      latestCommit.current(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return { text, setText };
}
