import styles from './wordmark.module.css';

/** "Codeflix" with a play triangle for the dot of the i. */
export function Wordmark() {
  return (
    <span className={styles.mark}>
      <span className="visually-hidden">Codeflix</span>
      <span aria-hidden="true">
        Codefl
        <span className={styles.i}>
          ı
          <svg className={styles.dot} viewBox="0 0 10 10" aria-hidden="true" focusable="false">
            <path d="M1.5 1.4c0-.9 1-1.4 1.7-1l5.4 3.5c.7.5.7 1.6 0 2L3.2 9.5c-.7.5-1.7 0-1.7-1z" />
          </svg>
        </span>
        x
      </span>
    </span>
  );
}
