import { body, client } from '@/api/client';
import type { SignUpRequest, SignUpResult } from '@/api/types';

export async function signUp(request: SignUpRequest): Promise<SignUpResult> {
  return (await body(client.POST('/api/v1/accounts/sign-up', { body: request }))).data;
}
