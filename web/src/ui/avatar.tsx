import { hueOf } from '@/lib/format';
import styles from './avatar.module.css';

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${words[0]?.[0] ?? ''}${last?.[0] ?? ''}`.toUpperCase();
}

type Props = { name: string; seed: string; size?: number };

/** Initials on a colour of their own: the same person always looks the same. */
export function Avatar({ name, seed, size = 36 }: Props) {
  const hue = hueOf(seed);
  return (
    <span
      className={styles.avatar}
      aria-hidden="true"
      // Drawn by the style sheet: initials are no text that anyone should have to hear or match.
      data-initials={initials(name)}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.38,
        background: `linear-gradient(135deg, hsl(${hue} 46% 38%), hsl(${(hue + 60) % 360} 52% 22%))`,
      }}
    />
  );
}
