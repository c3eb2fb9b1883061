import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { conversionKeys } from '../api';
import { sendFile, type Wishes } from '../send-file';

export type Sending = {
  name: string;
  size: number;
  sent: number;
  /** Set once it was refused or broke off. */
  error: unknown;
};

type Sender = {
  /** The file that is on its way, or that did not arrive. */
  sending: Sending | null;
  isBusy: boolean;
  send: (file: File, wishes: Wishes) => void;
  cancel: () => void;
};

function warn(event: Event): void {
  event.preventDefault();
}

/** Sends one file at a time. Leaving the page asks first, for exactly as long as a file would be cut off. */
export function useSending(): Sender {
  const queryClient = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const abort = useRef<AbortController | null>(null);
  const isBusy = sending !== null && sending.error === null;

  useEffect(() => {
    if (!isBusy) {
      return;
    }
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isBusy]);
  useEffect(() => () => abort.current?.abort(), []);

  const send = useCallback(
    (file: File, wishes: Wishes) => {
      const controller = new AbortController();
      abort.current = controller;
      setSending({ name: file.name, size: file.size, sent: 0, error: null });
      const change = (to: Partial<Sending>) => setSending((now) => now && { ...now, ...to });
      const onProgress = (sent: number) => change({ sent });
      sendFile(file, wishes, { onProgress, signal: controller.signal }).then(
        () => {
          setSending(null);
          queryClient.invalidateQueries({ queryKey: conversionKeys.all });
        },
        (error: unknown) => !controller.signal.aborted && change({ error }),
      );
    },
    [queryClient],
  );
  const cancel = useCallback(() => {
    abort.current?.abort();
    setSending(null);
  }, []);
  return { sending, isBusy, send, cancel };
}
