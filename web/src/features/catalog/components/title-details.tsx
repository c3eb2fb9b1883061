import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedDisplayName, FormattedMessage } from 'react-intl';
import type { CastMember, Detail } from '@/api/types';
import { Avatar } from '@/ui/avatar';
import styles from './title-details.module.css';

export function TitleDetails({ title }: { title: Detail }) {
  return (
    <div className={styles.details}>
      {title.cast_members.length > 0 && (
        <section>
          <h2 className={styles.heading}>
            <FormattedMessage id="viewer.title.cast" />
          </h2>
          <ul className={styles.cast}>
            {title.cast_members.map((member) => (
              <CastEntry key={member.id} member={member} />
            ))}
          </ul>
        </section>
      )}
      <dl className={styles.facts}>
        <Fact term={<FormattedMessage id="viewer.title.genres" />}>
          <span className={styles.tags}>
            {title.genres.map((genre) => (
              <Link
                key={genre.id}
                to="/browse/$genre"
                params={{ genre: genre.id }}
                className={styles.tag}
              >
                {genre.name}
              </Link>
            ))}
          </span>
        </Fact>
        <Languages
          term={<FormattedMessage id="viewer.title.audio" />}
          tags={title.audio_languages}
        />
        <Languages
          term={<FormattedMessage id="viewer.title.captions" />}
          tags={title.text_languages}
        />
      </dl>
    </div>
  );
}

function CastEntry({ member }: { member: CastMember }) {
  return (
    <li>
      <Link to="/search" search={{ cast_members: member.id }} className={styles.member}>
        <Avatar name={member.name} seed={member.id} size={48} />
        <span className={styles.who}>
          <span className={styles.name}>{member.name}</span>
          <span className={styles.role}>
            {member.type === 'director' ? (
              <FormattedMessage id="viewer.title.director" />
            ) : (
              <FormattedMessage id="viewer.title.actor" />
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** What a file says of a track whose language nobody wrote down. */
const UNKNOWN_LANGUAGE = 'und';

function Languages({ term, tags }: { term: ReactNode; tags: string[] }) {
  const known = tags.filter((tag) => tag !== UNKNOWN_LANGUAGE);
  if (known.length === 0) {
    return null;
  }
  return (
    <Fact term={term}>
      {known.map((tag, index) => (
        <span key={tag}>
          {index > 0 && ', '}
          <FormattedDisplayName type="language" value={tag} />
        </span>
      ))}
    </Fact>
  );
}

function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
