import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconLock } from '@tabler/icons-react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  formatCardNumber,
  formatExpiry,
  isExpiryAhead,
  SUCCESS_CARD,
  type TokenizedCard,
  tokenizeCard,
} from '../test-card';
import styles from './card-form.module.css';

type Props = { busy: boolean; onCard: (card: TokenizedCard) => void };

/** The form of the built-in test provider. Only the token leaves it, never the number. */
export function CardForm({ busy, onCard }: Props) {
  const intl = useIntl();
  const say = (id: 'viewer.card.unknown' | 'viewer.card.expired' | 'viewer.card.badCode') =>
    intl.formatMessage({ id });
  const form = useForm({
    initialValues: { number: '', expiry: '', code: '' },
    validate: {
      number: (value) => (tokenizeCard(value) ? null : say('viewer.card.unknown')),
      expiry: (value) => (isExpiryAhead(value, new Date()) ? null : say('viewer.card.expired')),
      code: (value) => (/^\d{3,4}$/.test(value) ? null : say('viewer.card.badCode')),
    },
  });
  const submit = form.onSubmit(({ number }) => {
    const card = tokenizeCard(number);
    if (card) {
      onCard(card);
    }
  });
  const set = (field: 'number' | 'expiry' | 'code', format: (input: string) => string) => ({
    ...form.getInputProps(field),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      form.setFieldValue(field, format(event.currentTarget.value)),
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        size="md"
        required
        inputMode="numeric"
        autoComplete="cc-number"
        label={intl.formatMessage({ id: 'viewer.card.number' })}
        placeholder={SUCCESS_CARD}
        {...set('number', formatCardNumber)}
      />
      <div className={styles.pair}>
        <TextInput
          size="md"
          required
          inputMode="numeric"
          autoComplete="cc-exp"
          label={intl.formatMessage({ id: 'viewer.card.expiry' })}
          placeholder="12 / 30"
          {...set('expiry', formatExpiry)}
        />
        <TextInput
          size="md"
          required
          inputMode="numeric"
          autoComplete="cc-csc"
          label={intl.formatMessage({ id: 'viewer.card.code' })}
          placeholder="123"
          {...set('code', (input) => input.replace(/\D/g, '').slice(0, 4))}
        />
      </div>
      <p className={styles.note}>
        <FormattedMessage id="viewer.card.test" values={{ number: <b>{SUCCESS_CARD}</b> }} />
      </p>
      <Button
        type="submit"
        size="lg"
        fullWidth
        loading={busy}
        leftSection={<IconLock size={18} aria-hidden="true" />}
      >
        <FormattedMessage id="viewer.card.submit" />
      </Button>
      <p className={styles.terms}>
        <FormattedMessage id="viewer.card.terms" />
      </p>
    </form>
  );
}
