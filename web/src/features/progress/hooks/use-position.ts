import { useQuery } from '@tanstack/react-query';
import type { ContinueEntry, Uuid } from '@/api/types';
import { continueQuery } from '../api';

/** Where the profile stopped in a title; undefined when it has not begun or has finished. */
export function usePosition(video: Uuid, profile: Uuid | null): ContinueEntry | undefined {
  const unfinished = useQuery({ ...continueQuery(profile ?? ''), enabled: profile !== null });
  return unfinished.data?.find(({ entry }) => entry.video_id === video)?.entry;
}
