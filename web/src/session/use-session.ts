import { useQuery } from '@tanstack/react-query';
import type { Me, Uuid } from '@/api/types';
import { meQuery } from '@/session/api';

export type Session = {
  /** False until the server has answered who is signed in. */
  known: boolean;
  me: Me | null;
  profileId: Uuid | null;
  canUseStudio: boolean;
  canUseCatalogue: boolean;
  isOperator: boolean;
};

function isCatalogStaff(roles: string[]): boolean {
  return roles.some((role) => role.startsWith('catalog_'));
}

function isOperator(roles: string[]): boolean {
  return roles.includes('operator');
}

/** Whether the studio has anything for them. Only hides links: the server decides. */
export function isStaff(roles: string[]): boolean {
  return isCatalogStaff(roles) || isOperator(roles);
}

export function useSession(): Session {
  const { data, isPending } = useQuery(meQuery);
  const roles = data?.roles ?? [];
  return {
    known: !isPending,
    me: data ?? null,
    profileId: data?.profiles[0]?.id ?? null,
    canUseStudio: isStaff(roles),
    canUseCatalogue: isCatalogStaff(roles),
    isOperator: isOperator(roles),
  };
}
