import { useEffect } from 'react';

/** Makes the browser ask before the page is left, while `needed`. */
export function useLeaveWarning(needed: boolean): void {
  useEffect(() => {
    if (!needed) {
      return;
    }
    const warn = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [needed]);
}
