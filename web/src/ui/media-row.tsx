import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Children, type ReactNode, useId } from 'react';
import { useIntl } from 'react-intl';
import styles from './media-row.module.css';
import { useRowScroll } from './use-row-scroll';

type Props = { title: string; seeAll?: ReactNode; children: ReactNode };

/** A heading over a strip of cards: swiped on a phone, paged by two buttons with a mouse. */
export function MediaRow({ title, seeAll, children }: Props) {
  const intl = useIntl();
  const headingId = useId();
  const row = useRowScroll();
  return (
    <section className={styles.row} aria-labelledby={headingId}>
      <div className={styles.head}>
        <h2 id={headingId} className={styles.title}>
          {title}
        </h2>
        {seeAll}
      </div>
      <div className={styles.strip}>
        <ul ref={row.ref} className={styles.list} data-start={row.atStart} data-end={row.atEnd}>
          {Children.map(children, (child) => (
            <li className={styles.item}>{child}</li>
          ))}
        </ul>
        {row.scrolls && (
          <>
            <button
              type="button"
              className={styles.arrow}
              data-side="previous"
              // Not `disabled`: that would throw away the focus at the end of the row.
              aria-disabled={row.atStart}
              aria-label={intl.formatMessage({ id: 'common.row.previous' }, { title })}
              onClick={() => row.page(-1)}
            >
              <IconChevronLeft aria-hidden="true" />
            </button>
            <button
              type="button"
              className={styles.arrow}
              data-side="next"
              aria-disabled={row.atEnd}
              aria-label={intl.formatMessage({ id: 'common.row.next' }, { title })}
              onClick={() => row.page(1)}
            >
              <IconChevronRight aria-hidden="true" />
            </button>
          </>
        )}
      </div>
    </section>
  );
}
