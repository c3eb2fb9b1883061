import { isProblem } from '@/api/problem';
import type { StudioVideo, VideoWrite } from '@/api/studio-types';
import {
  changesOf,
  type DraftField,
  draftOf,
  draftProblems,
  rebase,
  type VideoDraft,
} from './draft';

/**
 * `dirty`: waits for a pause in the typing, or for the Save button. `invalid`: something must be
 * corrected first. `lost`: the server could not be reached; it is tried again.
 */
export type SaveState = 'saved' | 'dirty' | 'saving' | 'invalid' | 'lost' | 'refused' | 'conflict';

export type SaverView = {
  state: SaveState;
  /** The refusal of the last attempt. */
  error: unknown;
  /** Fields that someone else has changed at the same time. */
  conflicts: DraftField[];
};

export type SaverPorts = {
  patch: (version: number, changes: Partial<VideoWrite>) => Promise<StudioVideo>;
  read: () => Promise<StudioVideo>;
  /** The draft has changed from outside; the form must show it. */
  onDraft: (draft: VideoDraft) => void;
  now: () => Date;
};

export const PAUSE_MS = 900;
const RETRY_MS = 5000;

/** Saves a draft while it is being written, one request at a time, never over someone else's work. */
export class DraftSaver {
  private base: VideoDraft;
  private draft: VideoDraft;
  private version: number;
  private theirs: StudioVideo | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private view: SaverView = { state: 'saved', error: null, conflicts: [] };
  private listeners = new Set<() => void>();
  /** Off for titles that viewers see: half-written words must not reach them. */
  auto: boolean;

  constructor(
    video: StudioVideo,
    private readonly ports: SaverPorts,
  ) {
    this.base = draftOf(video);
    this.draft = this.base;
    this.version = video.version;
    this.auto = video.status !== 'published';
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): SaverView => this.view;

  get unsaved(): boolean {
    return Object.keys(changesOf(this.base, this.draft)).length > 0;
  }

  /** What the form holds now. */
  change(draft: VideoDraft): void {
    this.draft = draft;
    if (this.view.state !== 'conflict') {
      this.schedule(PAUSE_MS);
    }
  }

  /** A newer state of the video, however it was learnt of. */
  adopt(video: StudioVideo): void {
    this.auto = video.status !== 'published';
    if (video.version > this.version && this.running === null && this.view.state !== 'conflict') {
      this.takeIn(video);
      if (this.unsaved) {
        this.schedule(PAUSE_MS);
      }
    }
  }

  /** Saves now. Settles when nothing is under way any more. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.unsaved && this.view.state !== 'conflict') {
      await this.save();
    }
  }

  /** Ends a conflict with the other's values. */
  reload(): void {
    if (this.theirs) {
      this.draft = draftOf(this.theirs);
      this.settle(this.theirs);
      this.ports.onDraft(this.draft);
    }
  }

  /** Ends a conflict with the own values; what only the other touched is kept. */
  async overwrite(): Promise<void> {
    if (this.theirs) {
      this.draft = rebase(this.base, this.draft, draftOf(this.theirs)).draft;
      this.ports.onDraft(this.draft);
      this.settle(this.theirs);
      await this.flush();
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private settle(video: StudioVideo): void {
    this.theirs = null;
    this.version = video.version;
    this.base = draftOf(video);
    this.show({ state: this.unsaved ? 'dirty' : 'saved' });
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    if (!this.unsaved) {
      this.show({ state: 'saved' });
    } else if (Object.keys(draftProblems(this.draft, this.ports.now())).length > 0) {
      this.show({ state: 'invalid' });
    } else {
      this.show({ state: this.running ? 'saving' : 'dirty' });
      if (this.auto) {
        this.timer = setTimeout(() => this.flush(), delay);
      }
    }
  }

  private async save(): Promise<void> {
    if (Object.keys(draftProblems(this.draft, this.ports.now())).length > 0) {
      this.show({ state: 'invalid' });
      return;
    }
    this.running = this.attempt();
    await this.running;
    this.running = null;
    if (this.view.state === 'saving') {
      // More was typed while the request was on its way.
      this.show({ state: 'saved' });
      this.schedule(PAUSE_MS);
    }
  }

  private async attempt(): Promise<void> {
    const sent = this.draft;
    this.show({ state: 'saving' });
    try {
      const video = await this.ports.patch(this.version, changesOf(this.base, sent));
      this.version = video.version;
      this.base = sent;
    } catch (error) {
      await this.refused(error);
    }
  }

  private async refused(error: unknown): Promise<void> {
    if (isProblem(error, 'VERSION_CONFLICT')) {
      await this.meet();
    } else if (isProblem(error) && !error.retryable) {
      this.show({ state: 'refused', error });
    } else {
      this.show({ state: 'lost', error });
      this.timer = setTimeout(() => this.flush(), RETRY_MS);
    }
  }

  /** The video has moved on: an encode may have bumped its version, or a person its fields. */
  private async meet(): Promise<void> {
    try {
      if (this.takeIn(await this.ports.read())) {
        await this.attempt();
      }
    } catch (error) {
      this.show({ state: 'lost', error });
      this.timer = setTimeout(() => this.flush(), RETRY_MS);
    }
  }

  /** Whether the draft can go on from the newer state. */
  private takeIn(video: StudioVideo): boolean {
    const { draft, conflicts } = rebase(this.base, this.draft, draftOf(video));
    if (conflicts.length > 0) {
      this.theirs = video;
      this.show({ state: 'conflict', conflicts });
      return false;
    }
    this.version = video.version;
    this.base = draftOf(video);
    if (draft !== this.draft) {
      this.draft = draft;
      this.ports.onDraft(draft);
    }
    return true;
  }

  private show(change: Partial<SaverView> & { state: SaveState }): void {
    this.view = { error: null, conflicts: [], ...change };
    for (const listener of this.listeners) {
      listener();
    }
  }
}
