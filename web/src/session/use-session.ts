import { useQuery } from '@tanstack/react-query';
import type { Me, Uuid } from '@/api/types';
import { meQuery } from '@/session/api';

export type Session = {
  /** False until the server has answered who is signed in. */
  known: boolean;
  me: Me | null;
  profileId: Uuid | null;
  canUseStudio: boolean;
};

export function isCatalogStaff(roles: string[]): boolean {
  return roles.some((role) => role.startsWith('catalog_'));
}

export function useSession(): Session {
  const { data, isPending } = useQuery(meQuery);
  return {
    known: !isPending,
    me: data ?? null,
    profileId: data?.profiles[0]?.id ?? null,
    canUseStudio: isCatalogStaff(data?.roles ?? []),
  };
}
