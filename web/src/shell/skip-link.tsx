import { FormattedMessage } from 'react-intl';
import styles from './skip-link.module.css';

/** First stop of the Tab key: past the navigation, to the page itself. */
export function SkipLink() {
  return (
    <a className={styles.link} href="#main">
      <FormattedMessage id="common.skip" />
    </a>
  );
}
