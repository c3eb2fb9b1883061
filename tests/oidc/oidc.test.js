// An unrelated strict client, npm openid-client, signs in at a running Codeflix. It checks issuer, state, nonce,
// signature, times and PKCE itself; nothing here knows how the provider works inside.
//
//   BASE_URL       where Codeflix is, e.g. https://localhost:8443 (a private authority goes into NODE_EXTRA_CA_CERTS)
//   OIDC_EMAIL     whom to sign in; OIDC_PASSWORD likewise
//   SETUP_LINK     makes that user first, as operator, if it is given
//   OIDC_CLIENT_ID a public client, default "oidc-test", with the redirects below

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as oidc from 'openid-client';
import { Browser } from './browser.js';

const BASE_URL = required('BASE_URL').replace(/\/$/, '');
const EMAIL = required('OIDC_EMAIL');
const PASSWORD = required('OIDC_PASSWORD');
const CLIENT_ID = process.env.OIDC_CLIENT_ID ?? 'oidc-test';
const REDIRECT = 'http://127.0.0.1:7099/callback';
const AFTER_LOGOUT = 'http://127.0.0.1:7099/signed-out';

let client;
/** Signed in, so that most tests show the password to nobody: tries are limited. */
let browser;
let tokens;

before(async () => {
  if (process.env.SETUP_LINK) {
    await setUp(process.env.SETUP_LINK);
  }
  client = await discover();
  browser = new Browser(BASE_URL);
  tokens = await signIn(browser);
});

test('a person signs in and the client learns who it is', async () => {
  const claims = tokens.claims();
  assert.equal(claims.email, EMAIL);
  assert.equal(tokens.token_type.toLowerCase(), 'bearer');
  const info = await oidc.fetchUserInfo(client, tokens.access_token, claims.sub);
  assert.equal(info.email, EMAIL);
  assert.ok(info.name);
});

test('a refresh token gives new tokens and is spent by it', async () => {
  const first = await signInSilently(browser);
  const second = await oidc.refreshTokenGrant(client, first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.equal(second.claims().sub, first.claims().sub);
  const third = await oidc.refreshTokenGrant(client, second.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(client, first.refresh_token), { error: 'invalid_grant' });
  await assert.rejects(oidc.refreshTokenGrant(client, third.refresh_token), { error: 'invalid_grant' });
});

test('a second sign-in of the same browser asks nothing, until it is signed out', async () => {
  const leaving = new Browser(BASE_URL);
  const signedIn = await signIn(leaving);
  assert.ok((await signInSilently(leaving)).access_token);

  const parameters = { id_token_hint: signedIn.id_token, post_logout_redirect_uri: AFTER_LOGOUT, state: 'bye' };
  const left = await leaving.get(oidc.buildEndSessionUrl(client, parameters));
  assert.equal(left.location, `${AFTER_LOGOUT}?state=bye`);

  const refused = await begin({ prompt: 'none' });
  const answer = await leaving.get(refused.url);
  await assert.rejects(finish(refused, answer), { error: 'login_required' });
  await assert.rejects(oidc.refreshTokenGrant(client, signedIn.refresh_token), { error: 'invalid_grant' });
});

test('a token that was given up renews nothing', async () => {
  const given = await signInSilently(browser);
  await oidc.tokenRevocation(client, given.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(client, given.refresh_token), { error: 'invalid_grant' });
});

test('an answer with another state, nonce or verifier is not accepted', async () => {
  for (const wrong of ['state', 'nonce', 'verifier']) {
    const request = await begin({});
    const answer = await browser.get(request.url);
    const other = oidc.randomPKCECodeVerifier();
    await assert.rejects(finish({ ...request, [wrong]: other }, answer), wrong);
  }
});

function required(name) {
  const value = process.env[name];
  assert.ok(value, `${name} must be set`);
  return value;
}

/** Makes the first operator through the one-time link. */
async function setUp(link) {
  const browser = new Browser(BASE_URL);
  const page = await browser.get(link);
  const answer = await browser.submit(page, { email: EMAIL, name: 'Olga Operator', password: PASSWORD });
  assert.equal(answer.status, 303, answer.text);
}

async function discover() {
  const issuer = new URL(`${BASE_URL}/realms/codeflix`);
  // Only a Codeflix without TLS needs the switch; with TLS the client is as strict as it can be.
  const execute = [oidc.enableNonRepudiationChecks];
  if (issuer.protocol === 'http:') {
    execute.push(oidc.allowInsecureRequests);
  }
  return oidc.discovery(issuer, CLIENT_ID, undefined, oidc.None(), { execute });
}

async function begin(extra) {
  const request = {
    verifier: oidc.randomPKCECodeVerifier(),
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
  };
  request.url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: REDIRECT,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(request.verifier),
    code_challenge_method: 'S256',
    state: request.state,
    nonce: request.nonce,
    ...extra,
  });
  return request;
}

function finish(request, answer) {
  assert.ok(answer.location?.startsWith(REDIRECT), `status ${answer.status}: ${answer.text}`);
  return oidc.authorizationCodeGrant(client, new URL(answer.location), {
    pkceCodeVerifier: request.verifier,
    expectedState: request.state,
    expectedNonce: request.nonce,
    idTokenExpected: true,
  });
}

/** By the form. */
async function signIn(person) {
  const request = await begin({});
  const page = await person.get(request.url);
  return finish(request, await person.submit(page, { email: EMAIL, password: PASSWORD }));
}

/** By the cookie alone. */
async function signInSilently(person) {
  const request = await begin({ prompt: 'none' });
  return finish(request, await person.get(request.url));
}
