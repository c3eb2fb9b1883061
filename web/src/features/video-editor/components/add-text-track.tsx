import '@mantine/core/styles/Combobox.layer.css';
import { Loader, NativeSelect, TextInput } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import type { TextKind } from '@/api/studio-types';
import type { Uuid } from '@/api/types';
import { refusalText } from '@/lib/refusal-text';
import { DropArea } from '@/ui/drop-area';
import { addTextTrack, type NewTextTrack } from '../api';
import fields from './fields.module.css';

const KINDS: readonly TextKind[] = ['subtitles', 'captions', 'forced', 'descriptions'];
/** Those subtitles are mostly made in; the API takes any other, too. */
const LANGUAGES = (
  'ar bg bn ca cs da de el en en-GB en-US es es-419 et eu fa fi fil fr fr-CA gl he hi hr hu id it ja ko ' +
  'lt lv ms nb nl pl pt-BR pt-PT ro ru sk sl sr sv ta te th tr uk ur vi zh-CN zh-TW'
).split(' ');
const MAX_LABEL = 60;

/** What the track is, then its file: choosing the file sends it. */
export function AddTextTrack({ video }: { video: Uuid }) {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const languages = useLanguages();
  const [language, setLanguage] = useState(intl.locale);
  const [kind, setKind] = useState<TextKind>('subtitles');
  const [label, setLabel] = useState('');
  const add = useMutation({
    mutationFn: (track: NewTextTrack) => addTextTrack(video, track),
    onSuccess: () => {
      setLabel('');
      return queryClient.invalidateQueries({ queryKey: studioKeys.collection('videos') });
    },
  });
  return (
    <div className={fields.fields}>
      <div className={fields.trio}>
        <NativeSelect
          label={intl.formatMessage({ id: 'studio.text.language' })}
          data={languages}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
        <NativeSelect
          label={intl.formatMessage({ id: 'studio.text.kind' })}
          data={KINDS.map((value) => ({
            value,
            label: intl.formatMessage({ id: `studio.text.kind.${value}` }),
          }))}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as TextKind)}
        />
        <TextInput
          maxLength={MAX_LABEL}
          label={intl.formatMessage({ id: 'studio.text.label' })}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      <DropArea
        label={intl.formatMessage({ id: 'studio.text.choose' })}
        accept=".vtt,.srt,.ass,.ssa"
        onFile={(file) => add.mutate({ language, kind, label, file })}
      >
        {add.isPending ? (
          <Loader size={26} />
        ) : (
          <IconFileText size={26} stroke={1.6} aria-hidden="true" />
        )}
        <FormattedMessage id="studio.text.drop" />
      </DropArea>
      {add.error && (
        <p className={fields.error} role="alert">
          {refusalText(intl, add.error)}
        </p>
      )}
    </div>
  );
}

/** By their names in the page's language. */
function useLanguages() {
  const intl = useIntl();
  return useMemo(() => {
    const tags = LANGUAGES.includes(intl.locale) ? LANGUAGES : [intl.locale, ...LANGUAGES];
    const named = tags.map((value) => ({
      value,
      label: intl.formatDisplayName(value, { type: 'language' }) ?? value,
    }));
    return named.sort((one, other) => one.label.localeCompare(other.label, intl.locale));
  }, [intl]);
}
