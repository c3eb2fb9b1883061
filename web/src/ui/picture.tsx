import { useState } from 'react';
import type { Picture as PictureData } from '@/api/types';
import { hueOf } from '@/lib/format';
import styles from './picture.module.css';

type Kind = 'card' | 'banner';

/** Widths in pixels of the three stored sizes, as the server makes them. */
const WIDTHS: Record<Kind, { small: number; medium: number; large: number }> = {
  card: { small: 320, medium: 640, large: 1280 },
  banner: { small: 640, medium: 1280, large: 1920 },
};

type Props = {
  picture: PictureData | null | undefined;
  kind: Kind;
  /** Decides the colour of the stand-in when there is no picture. */
  seed: string;
  sizes: string;
  priority?: boolean;
  className?: string | undefined;
};

/**
 * A decorative picture that fills its box: blurred placeholder first, then the size that fits. The
 * box gets its ratio from outside, so nothing moves when the picture arrives.
 */
export function Picture({ picture, kind, seed, sizes, priority = false, className }: Props) {
  const [broken, setBroken] = useState(false);
  if (!picture || broken) {
    const hue = hueOf(seed);
    const background = `linear-gradient(135deg, hsl(${hue} 38% 26%), hsl(${(hue + 50) % 360} 45% 11%))`;
    return <span className={`${styles.box} ${className ?? ''}`} style={{ background }} />;
  }
  const width = WIDTHS[kind];
  return (
    <span
      className={`${styles.box} ${className ?? ''}`}
      style={picture.placeholder ? { backgroundImage: `url("${picture.placeholder}")` } : undefined}
    >
      <img
        className={styles.image}
        src={picture.medium}
        srcSet={`${picture.small} ${width.small}w, ${picture.medium} ${width.medium}w, ${picture.large} ${width.large}w`}
        sizes={sizes}
        alt=""
        width={picture.width}
        height={picture.height}
        loading={priority ? 'eager' : 'lazy'}
        fetchPriority={priority ? 'high' : 'auto'}
        decoding={priority ? 'sync' : 'async'}
        draggable={false}
        onError={() => setBroken(true)}
      />
    </span>
  );
}
