import { Link } from '@tanstack/react-router';
import type { StudioVideo } from '@/api/studio-types';
import { hueOf } from '@/lib/format';
import { pictureUrl } from '@/lib/studio-picture';
import { FilmStatus, VideoStatus } from '@/ui/video-status';
import styles from './video-name.module.css';

/** Picture and title of a row; on phones the states stand beneath. */
export function VideoName({ video }: { video: StudioVideo }) {
  return (
    <div className={styles.cell}>
      <Thumb video={video} />
      <div className={styles.words}>
        <Link to="/studio/videos/$id" params={{ id: video.id }} className={styles.title}>
          {video.title}
        </Link>
        <div className={styles.states}>
          <VideoStatus status={video.status} />
          <FilmStatus film={video.video} />
        </div>
      </div>
    </div>
  );
}

function Thumb({ video }: { video: StudioVideo }) {
  const { thumbnail } = video;
  const hue = hueOf(video.id);
  return (
    <span
      className={styles.thumb}
      style={{
        background: `linear-gradient(135deg, hsl(${hue} 38% 26%), hsl(${(hue + 50) % 360} 45% 11%))`,
      }}
    >
      {thumbnail && (
        <img
          src={pictureUrl(video.id, 'thumbnail', thumbnail, 'small')}
          alt=""
          width={72}
          height={40}
          loading="lazy"
        />
      )}
    </span>
  );
}
