import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import type { UseFormReturnType } from '@mantine/form';
import { useIntl } from 'react-intl';
import type { Rating } from '@/api/types';
import { RATINGS } from '@/lib/ratings';
import { latestYear, MAX_DESCRIPTION, MAX_TITLE, OLDEST_YEAR, type VideoDraft } from '../draft';
import styles from './fields.module.css';

export type Details = Pick<VideoDraft, 'title' | 'description' | 'year_launched' | 'rating'>;

/** The four things that every video has from the start. */
export function DetailsFields<V extends Details>({ form }: { form: UseFormReturnType<V> }) {
  const intl = useIntl();
  const ratingName = (rating: Rating) =>
    rating === 'er' || rating === 'l'
      ? intl.formatMessage({ id: `studio.rating.${rating}` })
      : intl.formatMessage({ id: 'studio.rating.age' }, { age: rating });
  return (
    <div className={styles.fields}>
      <TextInput
        required
        maxLength={MAX_TITLE}
        label={intl.formatMessage({ id: 'studio.video.title' })}
        {...form.getInputProps('title')}
      />
      <Textarea
        required
        rows={5}
        maxLength={MAX_DESCRIPTION}
        label={intl.formatMessage({ id: 'studio.video.description' })}
        {...form.getInputProps('description')}
      />
      <div className={styles.pair}>
        <NumberInput
          required
          hideControls
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=""
          clampBehavior="none"
          min={OLDEST_YEAR}
          max={latestYear(new Date())}
          inputMode="numeric"
          label={intl.formatMessage({ id: 'studio.video.year' })}
          {...form.getInputProps('year_launched')}
        />
        <NativeSelect
          required
          label={intl.formatMessage({ id: 'studio.video.rating' })}
          data={RATINGS.map((value) => ({ value, label: ratingName(value) }))}
          {...form.getInputProps('rating')}
        />
      </div>
    </div>
  );
}
