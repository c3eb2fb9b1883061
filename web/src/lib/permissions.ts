import type { StudioCollection } from '@/api/studio-keys';

const AREAS: readonly StudioCollection[] = ['videos', 'categories', 'genres', 'cast_members'];

/** Whether a person may change one area of the catalogue. Only hides controls: the server decides. */
export function canChange(roles: readonly string[], area: StudioCollection): boolean {
  return roles.includes('catalog_admin') || roles.includes(`catalog_${area}`);
}

/** Who is offered to have films converted to sound. Subscribers may where the server lets them. */
export function canConvert(roles: readonly string[]): boolean {
  return roles.includes('operator') || canChange(roles, 'videos');
}

/** Where the studio opens: the first area that this person may change. */
export function homeArea(roles: readonly string[]): StudioCollection {
  return AREAS.find((area) => canChange(roles, area)) ?? 'videos';
}
