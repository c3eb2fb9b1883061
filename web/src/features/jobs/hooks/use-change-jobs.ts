import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { studioKeys } from '@/api/studio-keys';
import { notify } from '@/lib/notify';
import { codeText, refusalText } from '@/lib/refusal-text';
import { changeJobs } from '../api';

/** Changes jobs and says what was done and what was refused. */
export function useChangeJobs() {
  const intl = useIntl();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: changeJobs,
    onSuccess: (results, { action }) => {
      const refused = results.flatMap(({ code }) => code ?? []);
      const done = results.length - refused.length;
      if (done > 0) {
        notify(intl.formatMessage({ id: `studio.jobs.done.${action}` }, { count: done }));
      }
      for (const code of new Set(refused)) {
        const count = refused.filter((each) => each === code).length;
        const reason = codeText(intl, code);
        notify(intl.formatMessage({ id: 'studio.jobs.refused' }, { count, reason }), 'failed');
      }
    },
    onError: (error: Error) => notify(refusalText(intl, error), 'failed'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: studioKeys.collection('jobs') }),
  });
}
