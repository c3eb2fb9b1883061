import type { QueuePorts, Transfer } from './upload-queue';

type Make = QueuePorts['transfer'];

/**
 * Transfers whose code is fetched with the first film that is sent: most visits to the studio send
 * none. Calls take effect in their order, as if the code had always been there.
 */
export function laterTransfer(load: () => Promise<Make>): Make {
  return (file, wish, events) => {
    let made: Promise<Transfer> | undefined;
    const transfer = () => {
      made ??= load().then((make) => make(file, wish, events));
      return made;
    };
    const failed = () => {
      // The next attempt fetches anew.
      made = undefined;
    };
    return {
      start: () =>
        void transfer()
          .then((it) => it.start())
          .catch(() => {
            failed();
            events.onLost();
          }),
      // What was never begun needs no stop.
      stop: () => void made?.then((it) => it.stop()).catch(failed),
      discard: () => void transfer().then((it) => it.discard(), failed),
      forget: () => void transfer().then((it) => it.forget(), failed),
    };
  };
}
