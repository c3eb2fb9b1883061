import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type ApiProblem, fieldErrors, isProblem } from '@/api/problem';
import type { SignUpRequest } from '@/api/types';
import { useLocale } from '@/i18n/provider';
import { problemText } from '@/lib/problem-text';
import { signIn, signInUrl } from '@/session/sign-in';
import { Page } from '@/ui/page';
import { PageHeader } from '@/ui/page-header';
import { signUp } from '../api';
import styles from './sign-up-page.module.css';

const MIN_PASSWORD = 8;
const MAX_PASSWORD = 128;

/** `next` is the page that follows once the new viewer is signed in. */
export function SignUpPage({ next }: { next: string }) {
  const intl = useIntl();
  return (
    <Page width="form">
      <PageHeader
        title={intl.formatMessage({ id: 'viewer.signUp.title' })}
        lead={<FormattedMessage id="viewer.signUp.lead" />}
      />
      <SignUpForm next={next} />
      <p className={styles.other}>
        <FormattedMessage
          id="viewer.signUp.haveAccount"
          values={{
            link: (words) => (
              <a className="text-link" href={signInUrl({ returnTo: next })}>
                {words}
              </a>
            ),
          }}
        />
      </p>
    </Page>
  );
}

function SignUpForm({ next }: { next: string }) {
  const intl = useIntl();
  const { locale } = useLocale();
  const [leaving, setLeaving] = useState(false);
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (value) =>
        value.trim() === '' ? intl.formatMessage({ id: 'viewer.signUp.nameMissing' }) : null,
      email: (value) =>
        /^\S+@\S+\.\S+$/.test(value.trim())
          ? null
          : intl.formatMessage({ id: 'viewer.signUp.emailInvalid' }),
      password: (value) =>
        value.length < MIN_PASSWORD || value.length > MAX_PASSWORD
          ? intl.formatMessage(
              { id: 'viewer.signUp.passwordLength' },
              { min: MIN_PASSWORD, max: MAX_PASSWORD },
            )
          : null,
    },
  });
  const create = useMutation({
    mutationFn: (request: SignUpRequest) => signUp(request),
    onSuccess: ({ ticket }) => {
      setLeaving(true);
      signIn({ ticket, returnTo: next });
    },
    onError: (error) => {
      if (isProblem(error)) {
        form.setErrors(errorsOf(error, intl.formatMessage({ id: 'viewer.signUp.emailTaken' })));
      }
    },
  });
  const unexplained = create.isError && Object.keys(form.errors).length === 0;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={form.onSubmit(({ name, email, password }) =>
        create.mutate({ name: name.trim(), email: email.trim(), password, locale }),
      )}
    >
      <TextInput
        size="md"
        required
        autoComplete="name"
        label={intl.formatMessage({ id: 'viewer.signUp.name' })}
        {...form.getInputProps('name')}
      />
      <TextInput
        size="md"
        required
        type="email"
        autoComplete="email"
        label={intl.formatMessage({ id: 'viewer.signUp.email' })}
        {...form.getInputProps('email')}
      />
      <PasswordInput
        size="md"
        required
        autoComplete="new-password"
        label={intl.formatMessage({ id: 'viewer.signUp.password' })}
        description={intl.formatMessage(
          { id: 'viewer.signUp.passwordHint' },
          { min: MIN_PASSWORD },
        )}
        visibilityToggleButtonProps={{
          'aria-label': intl.formatMessage({ id: 'viewer.signUp.showPassword' }),
        }}
        {...form.getInputProps('password')}
      />
      {unexplained && (
        <p className={styles.error} role="alert">
          {problemText(intl, create.error)}
        </p>
      )}
      <Button type="submit" size="lg" fullWidth loading={create.isPending || leaving}>
        <FormattedMessage id="viewer.signUp.submit" />
      </Button>
    </form>
  );
}

/** The server's words beside the fields; a taken address belongs to its field even without them. */
function errorsOf(problem: ApiProblem, emailTaken: string): Record<string, string> {
  const errors = fieldErrors(problem);
  if (problem.code === 'EMAIL_TAKEN') {
    errors.email ??= emailTaken;
  }
  return errors;
}
