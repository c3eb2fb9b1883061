import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FormattedMessage, useIntl } from 'react-intl';
import type { StudioVideo } from '@/api/studio-types';
import { useEntryForm } from '@/lib/use-entry-form';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { createVideo } from '../api';
import { draftProblems } from '../draft';
import { type Details, DetailsFields } from './details-fields';
import styles from './new-video-page.module.css';

/** The first step of a video: what it is called. Everything else follows on its own page. */
export function NewVideoPage({ onCreated }: { onCreated: (video: StudioVideo) => void }) {
  const intl = useIntl();
  const initial: Details = {
    title: '',
    description: '',
    year_launched: new Date().getFullYear(),
    rating: 'l',
  };
  const { form, submit, saving, error } = useEntryForm<Details>({
    collection: 'videos',
    initial,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(draftProblems(values, new Date())).map(([field, code]) => [
          field,
          intl.formatMessage({ id: `studio.field.${code}` }),
        ]),
      ),
    save: async ({ title, description, year_launched, rating }) => {
      const video = await createVideo({
        title: title.trim(),
        description: description.trim(),
        year_launched: Number(year_launched),
        rating,
      });
      onCreated(video);
    },
    onSaved: () => {},
  });
  return (
    <div className={styles.page}>
      <PageHeader
        title={intl.formatMessage({ id: 'studio.videos.create' })}
        lead={<FormattedMessage id="studio.videos.createLead" />}
      />
      <form noValidate onSubmit={submit} className={styles.form}>
        <Panel title={intl.formatMessage({ id: 'studio.video.details' })}>
          <DetailsFields form={form} />
        </Panel>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <div className={styles.actions}>
          <Button variant="default" renderRoot={(props) => <Link to="/studio/videos" {...props} />}>
            <FormattedMessage id="common.cancel" />
          </Button>
          <Button type="submit" loading={saving}>
            <FormattedMessage id="studio.videos.createSubmit" />
          </Button>
        </div>
      </form>
    </div>
  );
}
