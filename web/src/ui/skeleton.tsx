import styles from './skeleton.module.css';

type Props = { className?: string | undefined; ratio?: string; height?: number; width?: string };

/** A grey block in the shape of what is loading. It stays invisible for 200 ms: most answers are faster. */
export function Skeleton({ className, ratio, height, width }: Props) {
  return (
    <span
      className={`${styles.block} ${className ?? ''}`}
      style={{ aspectRatio: ratio, height, width }}
      aria-hidden="true"
    />
  );
}

export function CardSkeleton() {
  return (
    <div>
      <Skeleton ratio="16 / 9" />
      <Skeleton className={styles.line} height={14} width="70%" />
      <Skeleton className={styles.line} height={12} width="40%" />
    </div>
  );
}
