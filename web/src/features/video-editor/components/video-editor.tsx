import '@mantine/core/styles/Switch.layer.css';
import { Switch } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FilmType, PictureType, StudioVideo } from '@/api/studio-types';
import type { CastMember } from '@/api/types';
import type { PickerProps } from '@/lib/picker-props';
import { refusalText } from '@/lib/refusal-text';
import { PageHeading } from '@/ui/page-heading';
import { Panel } from '@/ui/panel';
import { type DraftForm, useDraft } from '../hooks/use-draft';
import { ConflictNotice } from './conflict-notice';
import { DeleteVideo } from './delete-video';
import { DetailsFields } from './details-fields';
import fields from './fields.module.css';
import { FilmPictures } from './film-pictures';
import { MarkerFields } from './marker-fields';
import { PictureField } from './picture-field';
import { PublishPanel } from './publish-panel';
import { SaveStatus } from './save-status';
import { TextTracks } from './text-tracks';
import styles from './video-editor.module.css';

const PICTURES: readonly PictureType[] = ['thumbnail', 'thumbnail_half', 'banner'];

/** What other features put into the page. */
export type EditorParts = {
  categoryPicker: ComponentType<PickerProps>;
  genrePicker: ComponentType<PickerProps>;
  castPicker: ComponentType<PickerProps<CastMember>>;
  film: (type: FilmType) => ReactNode;
};

export type EditorRights = {
  videos: boolean;
  categories: boolean;
  genres: boolean;
  cast_members: boolean;
};

type Props = {
  video: StudioVideo;
  parts: EditorParts;
  rights: EditorRights;
  /** The film's file is on its way. */
  sending: boolean;
  onDeleted: () => void;
};

export function VideoEditor({ video, parts, rights, sending, onDeleted }: Props) {
  const intl = useIntl();
  const { form, saver, view } = useDraft(video);
  const saveFirst = async () => {
    await saver.flush();
    return saver.snapshot().state === 'saved';
  };
  return (
    <>
      <header className={styles.header}>
        <Link to="/studio/videos" className={styles.back}>
          <IconArrowLeft size={18} aria-hidden="true" />
          <FormattedMessage id="studio.nav.videos" />
        </Link>
        <div className={styles.titleRow}>
          <PageHeading
            title={form.values.title || intl.formatMessage({ id: 'studio.video.untitled' })}
            className={styles.title}
          />
          <SaveStatus saver={saver} view={view} />
        </div>
      </header>
      {view.state === 'conflict' && <ConflictNotice saver={saver} fields={view.conflicts} />}
      {view.state === 'refused' && Object.keys(form.errors).length === 0 && (
        <p className={styles.refused} role="alert">
          {refusalText(intl, view.error)}
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.aside}>
          <PublishPanel
            video={video}
            sending={sending}
            canChange={rights.videos}
            whenReady={form.values.publish_when_ready}
            onWhenReady={(wanted) => form.setFieldValue('publish_when_ready', wanted)}
            saveFirst={saveFirst}
          />
          {parts.film('video')}
          {parts.film('trailer')}
        </div>
        <fieldset className={styles.main} disabled={!rights.videos}>
          <legend className="visually-hidden">
            <FormattedMessage id="studio.video.details" />
          </legend>
          <Panel title={intl.formatMessage({ id: 'studio.video.details' })}>
            <DetailsFields form={form} />
          </Panel>
          <Relations form={form} parts={parts} rights={rights} />
          <Panel
            title={intl.formatMessage({ id: 'studio.picture.title' })}
            hint={<FormattedMessage id="studio.picture.lead" />}
          >
            <div className={styles.pictures}>
              {PICTURES.map((type) => (
                <PictureField key={type} video={video} type={type} canChange={rights.videos} />
              ))}
            </div>
            <FilmPictures video={video} canChange={rights.videos} />
          </Panel>
          <TextTracks video={video} canChange={rights.videos} />
          <Viewing form={form} />
          {rights.videos && <DeleteVideo video={video} onDeleted={onDeleted} />}
        </fieldset>
      </div>
    </>
  );
}

type RelationProps = { form: DraftForm; parts: EditorParts; rights: EditorRights };

function Relations({ form, parts, rights }: RelationProps) {
  const intl = useIntl();
  const { categoryPicker: Categories, genrePicker: Genres, castPicker: Cast } = parts;
  return (
    <Panel title={intl.formatMessage({ id: 'studio.video.relations' })}>
      <div className={fields.fields}>
        <Categories
          value={form.values.categories_id}
          error={form.errors.categories_id}
          canCreate={rights.categories}
          onChange={(value) => form.setFieldValue('categories_id', value)}
        />
        <Genres
          value={form.values.genres_id}
          error={form.errors.genres_id}
          canCreate={rights.genres}
          onChange={(value) => form.setFieldValue('genres_id', value)}
        />
        <Cast
          value={form.values.cast_members_id}
          error={form.errors.cast_members_id}
          canCreate={rights.cast_members}
          onChange={(value) => form.setFieldValue('cast_members_id', value)}
        />
      </div>
    </Panel>
  );
}

function Viewing({ form }: { form: DraftForm }) {
  const intl = useIntl();
  return (
    <Panel title={intl.formatMessage({ id: 'studio.video.viewing' })}>
      <div className={fields.fields}>
        <Switch
          label={intl.formatMessage({ id: 'studio.video.opened' })}
          description={intl.formatMessage({ id: 'studio.video.openedHint' })}
          {...form.getInputProps('opened', { type: 'checkbox' })}
        />
        <MarkerFields form={form} />
      </div>
    </Panel>
  );
}
