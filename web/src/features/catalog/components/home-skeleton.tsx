import { RowsSkeleton } from '@/ui/rows-skeleton';
import { Skeleton } from '@/ui/skeleton';
import styles from './home-skeleton.module.css';

/** The grey shape of the home page; of its rows alone where the rest is there. */
export function HomeSkeleton() {
  return (
    <>
      <Skeleton className={styles.hero} />
      <HomeRowsSkeleton />
    </>
  );
}

export function HomeRowsSkeleton() {
  return <RowsSkeleton rows={3} />;
}
