import { Button } from '@mantine/core';
import { FormattedMessage, useIntl } from 'react-intl';
import { PageHeading } from '@/ui/page-heading';
import styles from './not-found.module.css';

/** The 404 page. Its button is a plain link, which also leaves an area that is broken. */
export function NotFound({ studio = false }: { studio?: boolean }) {
  const intl = useIntl();
  return (
    <div className={styles.page}>
      <p className={styles.number} aria-hidden="true">
        404
      </p>
      <PageHeading
        title={intl.formatMessage({ id: 'common.notFound.title' })}
        className={styles.title}
      />
      <p className={styles.text}>
        <FormattedMessage id="common.notFound.text" />
      </p>
      <Button component="a" href={studio ? '/studio' : '/'} size="md">
        <FormattedMessage id={studio ? 'common.notFound.studio' : 'common.notFound.home'} />
      </Button>
    </div>
  );
}
