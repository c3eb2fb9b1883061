import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { Meter } from '@/ui/meter';
import styles from './rung-meters.module.css';

type Props = { rungs: { height: number; progress: number }[] };

/** How far each picture size of an encode is. */
export function RungMeters({ rungs }: Props) {
  const intl = useIntl();
  return (
    <ul className={styles.rungs} aria-label={intl.formatMessage({ id: 'studio.encode.sizes' })}>
      {rungs.map(({ height, progress }) => (
        <li key={height} className={styles.rung}>
          <span className={styles.height}>{height}p</span>
          <Meter
            slim
            value={progress}
            tone={progress >= 100 ? 'good' : 'brand'}
            label={intl.formatMessage({ id: 'studio.encode.size' }, { height })}
          />
          <span className={styles.number}>
            {progress >= 100 ? (
              <IconCircleCheckFilled size={16} className={styles.done} aria-hidden="true" />
            ) : (
              intl.formatNumber(Math.floor(progress) / 100, { style: 'percent' })
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
