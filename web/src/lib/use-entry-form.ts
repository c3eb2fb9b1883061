import { type UseFormInput, type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import { type StudioCollection, studioKeys } from '@/api/studio-keys';
import { notify } from '@/lib/notify';
import { refusalText, serverFieldErrors } from '@/lib/refusal-text';

type Options<V extends Record<string, unknown>> = {
  collection: StudioCollection;
  initial: V;
  validate: NonNullable<UseFormInput<V>['validate']>;
  save: (values: V) => Promise<unknown>;
  onSaved: () => void;
};

type EntryForm<V extends Record<string, unknown>> = {
  form: UseFormReturnType<V>;
  submit: (event: React.FormEvent<HTMLFormElement>) => void;
  saving: boolean;
  /** A refusal that no field explains. */
  error: string | undefined;
};

/** A form that saves one entry; what the server refuses stands beside its field. */
export function useEntryForm<V extends Record<string, unknown>>(options: Options<V>): EntryForm<V> {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const form = useForm<V>({
    initialValues: options.initial,
    validate: options.validate,
  });
  const save = useMutation({
    mutationFn: options.save,
    onSuccess: () => {
      queryClient.invalidateQueries({ queryKey: studioKeys.collection(options.collection) });
      notify(intl.formatMessage({ id: 'studio.form.saved' }));
      options.onSaved();
    },
    onError: (error) => {
      if (isProblem(error)) {
        form.setErrors(serverFieldErrors(intl, error));
      }
    },
  });
  const explained =
    isProblem(save.error) &&
    save.error.fields.some(({ field }) => (field.split('/')[1] ?? field) in options.initial);
  return {
    form,
    submit: form.onSubmit((values) => save.mutate(values)),
    saving: save.isPending,
    error: save.isError && !explained ? refusalText(intl, save.error) : undefined,
  };
}
