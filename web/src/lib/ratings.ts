import type { Rating } from '@/api/types';

/** Every age rating, mildest first. */
export const RATINGS: readonly Rating[] = ['er', 'l', '10', '12', '14', '16', '18'];
