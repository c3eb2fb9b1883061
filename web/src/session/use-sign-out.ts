import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut } from '@/session/api';

/** Ends the session and leaves with a fresh page, so that nothing private stays in memory. */
export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.clear();
      location.replace('/');
    },
  });
}
