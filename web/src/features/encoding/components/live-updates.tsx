import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { openLive } from '../live';

const LiveContext = createContext(false);

/** Holds the live stream open for the pages inside. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => openLive(queryClient, setLive), [queryClient]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Whether news arrives by itself; otherwise a page has to ask. */
export function useLive(): boolean {
  return use(LiveContext);
}
