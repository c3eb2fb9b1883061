import { useState } from 'react';
import type { Picture as PictureData } from '@/api/types';
import { hueOf } from '@/lib/format';
import { type PictureKind, pictureSources } from '@/lib/picture-sources';
import styles from './picture.module.css';

type Props = {
  picture: PictureData | null | undefined;
  kind: PictureKind;
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
  return (
    <span
      className={`${styles.box} ${className ?? ''}`}
      style={picture.placeholder ? { backgroundImage: `url("${picture.placeholder}")` } : undefined}
    >
      <img
        className={styles.image}
        {...pictureSources(picture, kind)}
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
