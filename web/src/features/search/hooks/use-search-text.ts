import { useEffect, useRef, useState } from 'react';

export const DEBOUNCE_MS = 150;

type SearchText = { text: string; setText: (text: string) => void };

/**
 * The text in the search box. Typing reaches `commit` 150 ms after the last key; a text that
 * changes from outside (Back, a suggestion) replaces what stands in the box.
 */
export function useSearchText(committed: string, commit: (text: string) => void): SearchText {
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
