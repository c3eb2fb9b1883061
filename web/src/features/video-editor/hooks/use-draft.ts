import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useIntl } from 'react-intl';
import { isProblem } from '@/api/problem';
import { studioKeys } from '@/api/studio-keys';
import type { StudioVideo } from '@/api/studio-types';
import { serverFieldErrors } from '@/lib/refusal-text';
import { changeVideo, readVideo } from '../api';
import { draftOf, draftProblems, type VideoDraft } from '../draft';
import { DraftSaver, type SaverView } from '../draft-saver';
import { useLeaveWarning } from './use-leave-warning';

export type DraftForm = UseFormReturnType<VideoDraft>;
type Draft = { form: DraftForm; saver: DraftSaver; view: SaverView };

/** The form of one video and what saves it. */
export function useDraft(video: StudioVideo): Draft {
  const intl = useIntl();
  const queryClient = useQueryClient();
  const formRef = useRef<DraftForm | null>(null);
  const [saver] = useState(() => {
    const { id } = video;
    const keep = (newer: StudioVideo) => {
      queryClient.setQueryData(studioKeys.item('videos', id), newer);
      queryClient.invalidateQueries({ queryKey: studioKeys.lists('videos') });
      return newer;
    };
    return new DraftSaver(video, {
      patch: async (version, changes) => keep(await changeVideo(id, version, changes)),
      read: async () => keep(await readVideo(id)),
      onDraft: (draft) => formRef.current?.setValues(draft),
      now: () => new Date(),
    });
  });
  const form = useForm<VideoDraft>({
    initialValues: draftOf(video),
    onValuesChange: (values) => {
      saver.change(values);
      const problems = Object.entries(draftProblems(values, new Date()));
      formRef.current?.setErrors(
        Object.fromEntries(
          problems.map(([field, code]) => [
            field,
            intl.formatMessage({ id: `studio.field.${code}` }),
          ]),
        ),
      );
    },
  });
  formRef.current = form;
  const view = useSyncExternalStore(saver.subscribe, saver.snapshot);

  useEffect(() => saver.adopt(video), [saver, video]);
  useEffect(() => {
    if (isProblem(view.error)) {
      formRef.current?.setErrors(serverFieldErrors(intl, view.error));
    }
  }, [view.error, intl]);
  // Moving on inside the app saves what is still waiting; leaving the page asks first.
  useEffect(() => () => void (saver.auto && saver.flush()), [saver]);
  useLeaveWarning(view.state !== 'saved');

  return { form, saver, view };
}
