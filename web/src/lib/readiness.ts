import type { IntlShape } from 'react-intl';
import type { StudioVideo } from '@/api/studio-types';

/** Why a video cannot be published, one word for each thing to do or to wait for. */
export type Reason =
  | 'film'
  | 'sending'
  | 'encoding'
  | 'failed'
  | 'categories'
  | 'genres'
  | 'thumbnail';

export type Readiness = {
  /** `early`: the film can be watched although its encode goes on. */
  publish: 'now' | 'early' | 'no';
  reasons: Reason[];
};

function filmReason({ video: film }: StudioVideo, sending: boolean): Reason {
  if (film?.status === 'pending' || film?.status === 'processing') {
    return 'encoding';
  }
  if (sending) {
    return 'sending';
  }
  return film?.status === 'error' ? 'failed' : 'film';
}

export function readinessOf(video: StudioVideo, sending: boolean): Readiness {
  const reasons = video.missing.map(
    (missing): Reason => (missing === 'video' ? filmReason(video, sending) : missing),
  );
  if (reasons.length === 0) {
    return { publish: 'now', reasons };
  }
  const early =
    reasons.every((reason) => reason === 'encoding') && video.video?.playable_at != null;
  return { publish: early ? 'early' : 'no', reasons };
}

/** What still stands in the way, in a sentence. */
export function whyNot(intl: IntlShape, { reasons }: Readiness): string {
  const words = reasons.map((reason) =>
    intl.formatMessage({ id: `studio.publish.short.${reason}` }),
  );
  return intl.formatMessage({ id: 'studio.publish.why' }, { reasons: intl.formatList(words) });
}
