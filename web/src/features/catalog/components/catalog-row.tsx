import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Card, HomeRow } from '@/api/types';
import { MediaRow } from '@/ui/media-row';
import { TitleCard } from '@/ui/title-card';
import styles from './catalog-row.module.css';

type Props = { row: HomeRow; action: (card: Card) => ReactNode };

export function CatalogRow({ row, action }: Props) {
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
        <TitleCard key={card.id} card={card} action={action(card)} />
      ))}
    </MediaRow>
  );
}
