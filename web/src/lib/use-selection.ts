import { useState } from 'react';

export type Selection = {
  ids: string[];
  all: boolean;
  some: boolean;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  toggleAll: () => void;
  /** Takes the mark off some rows; what else was marked meanwhile stays so. */
  unmark: (ids: readonly string[]) => void;
  clear: () => void;
};

/**
 * Which rows of the page at hand are marked. Only rows that can be seen count: what has gone from
 * the page (deleted, filtered out, another page) is no longer chosen.
 */
export function useSelection(visible: readonly string[]): Selection {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const ids = visible.filter((id) => marked.has(id));
  const all = visible.length > 0 && ids.length === visible.length;
  return {
    ids,
    all,
    some: ids.length > 0,
    has: (id) => ids.includes(id),
    toggle: (id) =>
      setMarked(new Set(ids.includes(id) ? ids.filter((it) => it !== id) : [...ids, id])),
    toggleAll: () => setMarked(new Set(all ? [] : visible)),
    unmark: (gone) =>
      setMarked((before) => new Set([...before].filter((id) => !gone.includes(id)))),
    clear: () => setMarked(new Set()),
  };
}
