import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage } from 'react-intl';
import { hueOf } from '@/lib/format';
import { ErrorState } from '@/ui/error-state';
import { GridSkeleton } from '@/ui/grid-skeleton';
import { genresQuery } from '../api';
import styles from './genre-tiles.module.css';

/** The way in for someone who does not know what to type. */
export function GenreTiles() {
  const genres = useQuery(genresQuery);
  return (
    <section>
      <h2 className={styles.heading}>
        <FormattedMessage id="viewer.search.genres" />
      </h2>
      {genres.isPending && <GridSkeleton />}
      {genres.isError && <ErrorState error={genres.error} onRetry={() => genres.refetch()} />}
      <ul className={styles.tiles}>
        {genres.data?.map(({ id, name }) => {
          const hue = hueOf(id + name);
          const background = `linear-gradient(140deg, hsl(${hue} 52% 34%), hsl(${(hue + 42) % 360} 58% 15%))`;
          return (
            <li key={id}>
              <Link
                to="/browse/$genre"
                params={{ genre: id }}
                className={styles.tile}
                style={{ background }}
              >
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
