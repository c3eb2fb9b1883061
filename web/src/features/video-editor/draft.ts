import type { NewVideo, StudioVideo, VideoWrite } from '@/api/studio-types';
import type { CastMember, Named, Rating } from '@/api/types';

/** What the form holds: the fields of a write, with names beside the ids. */
export type VideoDraft = {
  title: string;
  description: string;
  /** The field may be empty while it is being typed. */
  year_launched: number | '';
  rating: Rating;
  opened: boolean;
  publish_when_ready: boolean;
  markers: {
    intro_start_ms: number | null;
    intro_end_ms: number | null;
    credits_start_ms: number | null;
  };
  categories_id: Named[];
  genres_id: Named[];
  cast_members_id: CastMember[];
};
export type DraftField = keyof VideoDraft;

export const DRAFT_FIELDS: readonly DraftField[] = [
  'title',
  'description',
  'year_launched',
  'rating',
  'opened',
  'publish_when_ready',
  'markers',
  'categories_id',
  'genres_id',
  'cast_members_id',
];

export const OLDEST_YEAR = 1888;
export const MAX_TITLE = 255;
export const MAX_DESCRIPTION = 4000;

export function latestYear(now: Date): number {
  return now.getFullYear() + 5;
}

export function draftOf(video: StudioVideo): VideoDraft {
  return {
    title: video.title,
    description: video.description,
    year_launched: video.year_launched,
    rating: video.rating,
    opened: video.opened,
    publish_when_ready: video.publish_when_ready,
    markers: {
      intro_start_ms: video.markers?.intro_start_ms ?? null,
      intro_end_ms: video.markers?.intro_end_ms ?? null,
      credits_start_ms: video.markers?.credits_start_ms ?? null,
    },
    categories_id: video.categories,
    genres_id: video.genres,
    cast_members_id: video.cast_members,
  };
}

function idsOf(entries: Named[]): string[] {
  return entries.map(({ id }) => id).sort();
}

/** The draft as the server takes it. */
export function writeOf(draft: VideoDraft): VideoWrite {
  const { markers } = draft;
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    year_launched: Number(draft.year_launched),
    rating: draft.rating,
    opened: draft.opened,
    publish_when_ready: draft.publish_when_ready,
    markers: Object.values(markers).every((at) => at === null) ? null : markers,
    categories_id: idsOf(draft.categories_id),
    genres_id: idsOf(draft.genres_id),
    cast_members_id: idsOf(draft.cast_members_id),
  };
}

function differs(field: DraftField, a: VideoWrite, b: VideoWrite): boolean {
  return JSON.stringify(a[field]) !== JSON.stringify(b[field]);
}

/** The fields in which two drafts mean something different; blanks at the ends mean nothing. */
export function changedFields(from: VideoDraft, to: VideoDraft): DraftField[] {
  const [a, b] = [writeOf(from), writeOf(to)];
  return DRAFT_FIELDS.filter((field) => differs(field, a, b));
}

export function changesOf(base: VideoDraft, mine: VideoDraft): Partial<VideoWrite> {
  const write = writeOf(mine);
  return Object.fromEntries(changedFields(base, mine).map((field) => [field, write[field]]));
}

/**
 * Brings what someone else saved into the own draft. Fields that only they touched are taken over;
 * fields that both changed, to different ends, are conflicts and keep the own value.
 */
export function rebase(
  base: VideoDraft,
  mine: VideoDraft,
  theirs: VideoDraft,
): { draft: VideoDraft; conflicts: DraftField[] } {
  const own = new Set(changedFields(base, mine));
  const different = new Set(changedFields(mine, theirs));
  const foreign = changedFields(base, theirs).filter((field) => different.has(field));
  const taken = foreign.filter((field) => !own.has(field));
  const gained = Object.fromEntries(taken.map((field) => [field, theirs[field]]));
  return {
    draft: taken.length === 0 ? mine : { ...mine, ...gained },
    conflicts: foreign.filter((field) => own.has(field)),
  };
}

export type DraftProblem = 'REQUIRED' | 'LENGTH' | 'RANGE';

/** What can be told without asking the server. */
export function draftProblems(
  draft: Pick<VideoDraft, 'title' | 'description' | 'year_launched'>,
  now: Date,
): Partial<Record<keyof NewVideo, DraftProblem>> {
  const problems: Partial<Record<keyof NewVideo, DraftProblem>> = {};
  const text = (field: 'title' | 'description', most: number) => {
    const length = [...draft[field].trim()].length;
    if (length === 0) {
      problems[field] = 'REQUIRED';
    } else if (length > most) {
      problems[field] = 'LENGTH';
    }
  };
  text('title', MAX_TITLE);
  text('description', MAX_DESCRIPTION);
  const { year_launched: year } = draft;
  if (year === '') {
    problems.year_launched = 'REQUIRED';
  } else if (!Number.isInteger(year) || year < OLDEST_YEAR || year > latestYear(now)) {
    problems.year_launched = 'RANGE';
  }
  return problems;
}
