import { useState } from 'react';

const STORAGE_KEY = 'codeflix.shortcuts';

/** Whether single keys control the player; some people need to switch that off (WCAG 2.1.4). */
export function useShortcuts(): [enabled: boolean, setEnabled: (enabled: boolean) => void] {
  const [enabled, setState] = useState(() => localStorage.getItem(STORAGE_KEY) !== 'off');
  const setEnabled = (next: boolean) => {
    localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off');
    setState(next);
  };
  return [enabled, setEnabled];
}
