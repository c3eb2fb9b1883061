import '@mantine/core/styles/Switch.layer.css';
import { Switch, TextInput } from '@mantine/core';
import type { ComponentType } from 'react';
import { useIntl } from 'react-intl';
import type { Genre } from '@/api/studio-types';
import type { PickerProps } from '@/lib/picker-props';
import { useEntryForm } from '@/lib/use-entry-form';
import { FormModal } from '@/ui/form-modal';
import { changeGenre, createGenre } from '../api';

type Props = {
  genre: Genre | null;
  categoryPicker: ComponentType<PickerProps>;
  canCreateCategory: boolean;
  onClose: () => void;
};

/** Makes a genre, or changes the given one. */
export function GenreForm({ genre, categoryPicker: Picker, canCreateCategory, onClose }: Props) {
  const intl = useIntl();
  const { form, submit, saving, error } = useEntryForm({
    collection: 'genres',
    initial: {
      name: genre?.name ?? '',
      is_active: genre?.is_active ?? true,
      categories_id: genre?.categories ?? [],
    },
    validate: {
      name: (name) =>
        name.trim() === '' ? intl.formatMessage({ id: 'studio.field.REQUIRED' }) : null,
    },
    save: ({ name, is_active, categories_id }) => {
      const entry = {
        name: name.trim(),
        is_active,
        categories_id: categories_id.map(({ id }) => id),
      };
      return genre ? changeGenre(genre, entry) : createGenre(entry);
    },
    onSaved: onClose,
  });
  return (
    <FormModal
      title={intl.formatMessage({ id: genre ? 'studio.genres.edit' : 'studio.genres.create' })}
      submitLabel={intl.formatMessage({ id: genre ? 'studio.form.save' : 'studio.form.create' })}
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
      <Picker
        value={form.values.categories_id}
        onChange={(value) => form.setFieldValue('categories_id', value)}
        error={form.errors.categories_id}
        description={intl.formatMessage({ id: 'studio.genres.categoriesHint' })}
        canCreate={canCreateCategory}
      />
      <Switch
        label={intl.formatMessage({ id: 'studio.form.active' })}
        description={intl.formatMessage({ id: 'studio.genres.activeHint' })}
        {...form.getInputProps('is_active', { type: 'checkbox' })}
      />
    </FormModal>
  );
}
