import { Button } from '@mantine/core';
import { FormattedMessage } from 'react-intl';
import { signIn } from '@/session/sign-in';

export function SignInButton() {
  return (
    <Button variant="default" onClick={() => signIn()}>
      <FormattedMessage id="common.nav.signIn" />
    </Button>
  );
}
