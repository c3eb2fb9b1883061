import { Button } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled, IconCheck, IconPlus } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Card } from '@/api/types';
import { signIn } from '@/session/sign-in';
import { useSession } from '@/session/use-session';
import { useMyList } from '../hooks/use-my-list';
import styles from './my-list-toggle.module.css';

/** The small toggle that floats over a card. */
export function MyListToggle({ card }: { card: Card }) {
  const intl = useIntl();
  const { profileId } = useSession();
  const { listed, toggle } = useMyList(card, profileId);
  if (profileId === null) {
    return null;
  }
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={listed}
      aria-label={intl.formatMessage({ id: 'viewer.myList.toggle' }, { title: card.title })}
      onClick={toggle}
    >
      {listed ? (
        <IconBookmarkFilled size={18} aria-hidden="true" />
      ) : (
        <IconBookmark size={18} aria-hidden="true" />
      )}
    </button>
  );
}

/** The full-size toggle of the title page. A visitor is asked to sign in first. */
export function MyListButton({ card }: { card: Card }) {
  const { profileId } = useSession();
  const { listed, toggle } = useMyList(card, profileId);
  return (
    <Button
      size="md"
      variant="default"
      aria-pressed={listed}
      leftSection={
        listed ? (
          <IconCheck size={20} aria-hidden="true" />
        ) : (
          <IconPlus size={20} aria-hidden="true" />
        )
      }
      onClick={profileId === null ? () => signIn() : toggle}
    >
      <FormattedMessage id="viewer.myList.name" />
    </Button>
  );
}
