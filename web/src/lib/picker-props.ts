import type { ReactNode } from 'react';
import type { Named } from '@/api/types';

/** What a form hands to a picker that lives in another feature. */
export type PickerProps<T extends Named = Named> = {
  value: T[];
  onChange: (value: T[]) => void;
  error?: ReactNode;
  description?: ReactNode;
  /** Whether this person may make entries that do not exist yet. */
  canCreate: boolean;
};
