import '@mantine/core/styles/Switch.layer.css';
import { Switch, Textarea, TextInput } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { Category } from '@/api/studio-types';
import { useEntryForm } from '@/lib/use-entry-form';
import { FormModal } from '@/ui/form-modal';
import { changeCategory, createCategory } from '../api';

/** Makes a category, or changes the given one. */
export function CategoryForm({
  category,
  onClose,
}: {
  category: Category | null;
  onClose: () => void;
}) {
  const intl = useIntl();
  const { form, submit, saving, error } = useEntryForm({
    collection: 'categories',
    initial: {
      name: category?.name ?? '',
      description: category?.description ?? '',
      is_active: category?.is_active ?? true,
    },
    validate: {
      name: (name) =>
        name.trim() === '' ? intl.formatMessage({ id: 'studio.field.REQUIRED' }) : null,
    },
    save: ({ name, description, is_active }) => {
      const entry = { name: name.trim(), description: description.trim() || null, is_active };
      return category ? changeCategory(category, entry) : createCategory(entry);
    },
    onSaved: onClose,
  });
  return (
    <FormModal
      title={intl.formatMessage({
        id: category ? 'studio.categories.edit' : 'studio.categories.create',
      })}
      submitLabel={intl.formatMessage({ id: category ? 'studio.form.save' : 'studio.form.create' })}
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
      <Textarea
        rows={4}
        maxLength={4000}
        label={intl.formatMessage({ id: 'studio.form.description' })}
        {...form.getInputProps('description')}
      />
      <Switch
        label={intl.formatMessage({ id: 'studio.form.active' })}
        description={intl.formatMessage({ id: 'studio.categories.activeHint' })}
        {...form.getInputProps('is_active', { type: 'checkbox' })}
      />
    </FormModal>
  );
}
