/** What a sound track is known by from one film to the next. */
export type AudioChoice = { language: string; label: string };

/**
 * The track that is like the one chosen before: of the same language and name, else of the same
 * language. Of tracks that say no language only the name tells.
 */
export function trackLike<Track extends AudioChoice>(
  tracks: Iterable<Track>,
  { language, label }: AudioChoice,
): Track | undefined {
  const spoken = [...tracks].filter((track) => track.language === language);
  const same = spoken.find((track) => track.label === label);
  return same ?? (language === '' ? undefined : spoken[0]);
}

/** Reads what was stored; whatever else stands there counts as nothing. */
export function parseChoice(text: string | null): AudioChoice | null {
  try {
    const { language, label } = JSON.parse(text ?? '{}');
    return typeof language === 'string' && typeof label === 'string' ? { language, label } : null;
  } catch {
    return null;
  }
}
