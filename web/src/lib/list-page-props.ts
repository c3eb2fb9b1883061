import type { ListAddress } from '@/lib/list-address';

/** What a route hands to a list page. */
export type ListRouteProps = {
  address: ListAddress;
  onAddress: (address: ListAddress) => void;
  canChange: boolean;
};
