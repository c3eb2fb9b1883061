import { IconMovieOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Suggestion } from '@/api/types';
import { EmptyState } from '@/ui/empty-state';
import { suggestQuery } from '../api';
import type { SearchAddress } from '../search-address';
import { GenreTiles } from './genre-tiles';
import styles from './no-results.module.css';

type Props = { address: SearchAddress; onChange: (address: SearchAddress) => void };

/** Two letters still find neighbours of a word that the catalogue does not know. */
const PREFIX_LENGTH = 2;

export function NoResults({ address, onChange }: Props) {
  const intl = useIntl();
  const prefix = (address.q ?? '').trim().slice(0, PREFIX_LENGTH);
  const suggestions = useQuery({ ...suggestQuery(prefix), enabled: prefix !== '' });
  return (
    <>
      <EmptyState
        icon={<IconMovieOff size={34} />}
        title={
          address.q
            ? intl.formatMessage({ id: 'viewer.search.none' }, { query: address.q })
            : intl.formatMessage({ id: 'viewer.search.noneFiltered' })
        }
        text={<FormattedMessage id="viewer.search.noneHint" />}
        action={suggestions.data?.map((suggestion) => (
          <SuggestionChip
            key={`${suggestion.kind}:${suggestion.id}`}
            suggestion={suggestion}
            onText={(q) => onChange({ q })}
          />
        ))}
      />
      <GenreTiles />
    </>
  );
}

type ChipProps = { suggestion: Suggestion; onText: (text: string) => void };

function SuggestionChip({ suggestion, onText }: ChipProps) {
  if (suggestion.kind === 'title') {
    return (
      <Link to="/title/$id" params={{ id: suggestion.id }} className={styles.chip}>
        {suggestion.text}
      </Link>
    );
  }
  return (
    <button type="button" className={styles.chip} onClick={() => onText(suggestion.text)}>
      {suggestion.text}
    </button>
  );
}
