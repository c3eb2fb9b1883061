import styles from './meter.module.css';

type Props = {
  /** 0 to 100. */
  value: number;
  /** How much of that is done already, drawn over it. */
  done?: number | undefined;
  label: string;
  tone?: 'brand' | 'good' | 'quiet';
  slim?: boolean;
};

/** A progress bar that says its name and value. */
export function Meter({ value, done, label, tone = 'brand', slim = false }: Props) {
  const percent = Math.max(0, Math.min(100, value));
  return (
    <div
      className={styles.track}
      data-tone={tone}
      data-slim={slim}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.floor(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span className={styles.fill} style={{ width: `${percent}%` }} />
      {done !== undefined && <span className={styles.done} style={{ width: `${done}%` }} />}
    </div>
  );
}
