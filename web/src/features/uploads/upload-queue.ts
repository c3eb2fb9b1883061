import type { FilmType, Preset } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { TransferMeter } from './transfer-meter';

/** What a file is for. */
export type Target = { video: Uuid; type: FilmType };

/** How it is encoded there, where somebody chose; else the installation's setting holds. */
export type Wish = Target & { preset?: Preset };

/**
 * `waiting`: the network is away and the upload goes on by itself. `attaching`: every byte has
 * arrived and the server looks at the file. `failed`: refused, with the reason in `error`.
 */
export type UploadState =
  | 'queued'
  | 'sending'
  | 'paused'
  | 'waiting'
  | 'attaching'
  | 'failed'
  | 'done';

export type UploadItem = {
  id: string;
  target: Target;
  title: string;
  name: string;
  size: number;
  sent: number;
  state: UploadState;
  /** Bytes per second. */
  speed: number | null;
  remainingS: number | null;
  error: unknown;
};

export type TransferEvents = {
  onProgress: (sent: number) => void;
  onSent: (uploadId: Uuid) => void;
  /** The connection broke; trying again may help. */
  onLost: () => void;
  /** The server refused. */
  onRefused: (error: unknown) => void;
};

/** Sends one file; starting again goes on where the server stopped receiving. */
export type Transfer = {
  start: () => void;
  stop: () => void;
  /** Forgets where it stopped, here and on the server. */
  discard: () => void;
  /** Forgets where it stopped here; the server has what it needs. */
  forget: () => void;
};

export type QueuePorts = {
  transfer: (file: File, wish: Wish, events: TransferEvents) => Transfer;
  attach: (target: Target, uploadId: Uuid) => Promise<void>;
  now: () => number;
};

type Entry = {
  item: UploadItem;
  transfer: Transfer;
  meter: TransferMeter;
  uploadId: Uuid | null;
  retry: ReturnType<typeof setTimeout> | undefined;
};

const MAX_SENDING = 2;
const RETRY_MS = 5000;
const UNSAFE: readonly UploadState[] = ['queued', 'sending', 'waiting', 'attaching', 'paused'];

/** The uploads of this page: two at once, the rest in line. Outlives the pages of the studio. */
export class UploadQueue {
  private entries: Entry[] = [];
  private listeners = new Set<() => void>();
  private items: readonly UploadItem[] = [];
  private online = true;
  private serial = 0;

  constructor(private readonly ports: QueuePorts) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly UploadItem[] => this.items;

  /** Whether leaving the page would cut something off. */
  get busy(): boolean {
    return this.items.some(({ state }) => UNSAFE.includes(state));
  }

  /** Puts a file in line; an earlier upload for the same target makes room for it. */
  add(file: File, wish: Wish, title: string): void {
    const target: Target = { video: wish.video, type: wish.type };
    const same = (entry: Entry) =>
      entry.item.target.video === target.video && entry.item.target.type === target.type;
    for (const entry of this.entries.filter(same)) {
      entry.transfer.stop();
      clearTimeout(entry.retry);
      if (entry.item.state === 'failed') {
        // Refused bytes are of no use; the next file starts from its first byte.
        entry.transfer.discard();
      }
    }
    this.entries = this.entries.filter((entry) => !same(entry));
    this.serial += 1;
    const id = String(this.serial);
    this.entries.push({
      item: {
        id,
        target,
        title,
        name: file.name,
        size: file.size,
        sent: 0,
        state: 'queued',
        speed: null,
        remainingS: null,
        error: null,
      },
      transfer: this.ports.transfer(file, wish, this.eventsOf(id)),
      meter: new TransferMeter(),
      uploadId: null,
      retry: undefined,
    });
    this.advance();
  }

  pause(id: string): void {
    const entry = this.find(id, ['queued', 'sending', 'waiting']);
    if (entry) {
      this.stop(entry, 'paused');
      this.advance();
    }
  }

  /** Goes on after a pause or a refusal. */
  resume(id: string): void {
    const entry = this.find(id, ['paused', 'failed', 'waiting']);
    if (entry?.uploadId) {
      this.attach(entry, entry.uploadId);
    } else if (entry) {
      this.set(entry, { state: 'queued', error: null });
      this.advance();
    }
  }

  cancel(id: string): void {
    const entry = this.find(id);
    if (entry && entry.item.state !== 'attaching') {
      clearTimeout(entry.retry);
      entry.transfer.stop();
      if (entry.item.state !== 'done') {
        entry.transfer.discard();
      }
      this.entries = this.entries.filter((other) => other !== entry);
      this.advance();
    }
  }

  setOnline(online: boolean): void {
    this.online = online;
    for (const entry of this.entries) {
      if (!online && entry.item.state === 'sending') {
        this.stop(entry, 'waiting');
      } else if (online && entry.item.state === 'waiting') {
        this.set(entry, { state: 'queued' });
      }
    }
    this.advance();
  }

  private eventsOf(id: string): TransferEvents {
    // A transfer that was stopped may still speak; only a sending one is listened to.
    const sending = () => this.find(id, ['sending']);
    return {
      onProgress: (sent) => {
        const entry = sending();
        if (entry) {
          entry.meter.add(this.ports.now(), sent);
          const { meter, item } = entry;
          this.set(entry, { sent, speed: meter.speed(), remainingS: meter.remaining(item.size) });
        }
      },
      onSent: (uploadId) => {
        const entry = sending();
        if (entry) {
          entry.uploadId = uploadId;
          this.attach(entry, uploadId);
          this.advance();
        }
      },
      onLost: () => {
        const entry = sending();
        if (entry) {
          this.stop(entry, 'waiting');
          entry.retry = setTimeout(() => this.online && this.resume(id), RETRY_MS);
          this.advance();
        }
      },
      onRefused: (error) => {
        const entry = sending();
        if (entry) {
          this.set(entry, { state: 'failed', error, speed: null, remainingS: null });
          this.advance();
        }
      },
    };
  }

  private async attach(entry: Entry, uploadId: Uuid): Promise<void> {
    const { size, target } = entry.item;
    this.set(entry, { state: 'attaching', sent: size, error: null, speed: null, remainingS: null });
    try {
      await this.ports.attach(target, uploadId);
      entry.transfer.forget();
      this.set(entry, { state: 'done' });
    } catch (error) {
      this.set(entry, { state: 'failed', error });
    }
  }

  private stop(entry: Entry, state: 'paused' | 'waiting'): void {
    clearTimeout(entry.retry);
    this.set(entry, { state, speed: null, remainingS: null });
    entry.meter.reset();
    entry.transfer.stop();
  }

  /** Starts whoever is next in line, as far as there is room. */
  private advance(): void {
    const sending = this.entries.filter(({ item }) => item.state === 'sending').length;
    const next = this.entries.filter(({ item }) => item.state === 'queued');
    for (const entry of this.online ? next.slice(0, Math.max(0, MAX_SENDING - sending)) : []) {
      clearTimeout(entry.retry);
      entry.meter.reset();
      this.set(entry, { state: 'sending' });
      entry.transfer.start();
    }
    this.publish();
  }

  private find(id: string, states?: readonly UploadState[]): Entry | undefined {
    return this.entries.find(
      ({ item }) => item.id === id && (states === undefined || states.includes(item.state)),
    );
  }

  private set(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
    this.publish();
  }

  private publish(): void {
    this.items = this.entries.map(({ item }) => item);
    for (const listener of this.listeners) {
      listener();
    }
  }
}
