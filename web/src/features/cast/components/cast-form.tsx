import { TextInput } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { CastEntry } from '@/api/studio-types';
import type { CastType } from '@/api/types';
import { useEntryForm } from '@/lib/use-entry-form';
import { FormModal } from '@/ui/form-modal';
import { Segmented } from '@/ui/segmented';
import { changeCastMember, createCastMember } from '../api';

const TYPES: readonly CastType[] = ['actor', 'director'];

/** Makes a cast member, or changes the given one. */
export function CastForm({ member, onClose }: { member: CastEntry | null; onClose: () => void }) {
  const intl = useIntl();
  const { form, submit, saving, error } = useEntryForm({
    collection: 'cast_members',
    initial: { name: member?.name ?? '', type: member?.type ?? ('actor' as CastType) },
    validate: {
      name: (name) =>
        name.trim() === '' ? intl.formatMessage({ id: 'studio.field.REQUIRED' }) : null,
    },
    save: ({ name, type }) => {
      const entry = { name: name.trim(), type };
      return member ? changeCastMember(member, entry) : createCastMember(entry);
    },
    onSaved: onClose,
  });
  return (
    <FormModal
      title={intl.formatMessage({ id: member ? 'studio.cast.edit' : 'studio.cast.create' })}
      submitLabel={intl.formatMessage({ id: member ? 'studio.form.save' : 'studio.form.create' })}
      saving={saving}
      error={error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        data-autofocus
        required
        maxLength={255}
        label={intl.formatMessage({ id: 'studio.form.name' })}
        {...form.getInputProps('name')}
      />
      <div>
        <Segmented
          label={intl.formatMessage({ id: 'studio.cast.type' })}
          value={form.values.type}
          options={TYPES.map((value) => ({
            value,
            label: intl.formatMessage({ id: `studio.cast.type.${value}` }),
          }))}
          onChange={(type) => form.setFieldValue('type', type)}
        />
      </div>
    </FormModal>
  );
}
