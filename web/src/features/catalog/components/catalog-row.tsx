import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { HomeRow } from '@/api/types';
import { MediaRow } from '@/ui/media-row';
import { TitleCard } from '@/ui/title-card';
import styles from './catalog-row.module.css';

export function CatalogRow({ row }: { row: HomeRow }) {
  const intl = useIntl();
  const title =
    row.kind === 'new' ? intl.formatMessage({ id: 'viewer.home.new' }) : (row.title ?? '');
  return (
    <MediaRow
      title={title}
      seeAll={
        <Link
          to={row.see_all}
          className={styles.all}
          aria-label={intl.formatMessage({ id: 'viewer.home.seeAllOf' }, { title })}
        >
          <FormattedMessage id="viewer.home.seeAll" />
          <IconChevronRight size={16} aria-hidden="true" />
        </Link>
      }
    >
      {row.items.map((card) => (
        <TitleCard key={card.id} card={card} />
      ))}
    </MediaRow>
  );
}
