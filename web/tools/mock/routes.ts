import type { Plan } from '../../src/api/types.ts';
import { CATEGORIES, GENRES, TITLES } from './catalogue.ts';
import { CONVERSION_ROUTES } from './conversions.ts';
import { JOB_ROUTES } from './jobs.ts';
import { MAIL_ROUTES } from './mail.ts';
import { cookie, data, type Exchange, empty, type Handler, json, problem } from './respond.ts';
import { search } from './search.ts';
import { PLANS, PROFILE, state, subscribeTo, undecided } from './state.ts';

type Route = [method: string, path: RegExp, handler: Handler];

const STAFF_ROLES = ['operator', 'catalog_admin', 'subscription_admin'];

function signedIn(handler: Handler): Handler {
  return (exchange) =>
    cookie(exchange.request, 'mock_session')
      ? handler(exchange)
      : problem(exchange.response, 401, 'TOKEN_MISSING');
}

function titleOf({ params, response }: Exchange) {
  const title = TITLES.find((candidate) => candidate.id === params[0]);
  if (!title) {
    problem(response, 404, 'NOT_FOUND');
  }
  return title;
}

function me({ request, response }: Exchange): void {
  const staff = cookie(request, 'mock_session') === 'staff';
  data(response, {
    user: { id: PROFILE, email: 'viewer@example.com', name: 'Demo Viewer' },
    roles: staff ? STAFF_ROLES : [],
    account_id: PROFILE,
    profiles: [{ id: PROFILE, name: 'Demo Viewer' }],
  });
}

function home({ response }: Exchange): void {
  const row = (kind: 'category' | 'genre', { id, name }: { id: string; name: string }) => ({
    key: `${kind}:${id}`,
    kind,
    title: name,
    see_all: kind === 'genre' ? `/search?genres=${id}` : `/search?categories=${id}`,
    items: TITLES.filter((title) =>
      title[kind === 'genre' ? 'genres' : 'categories'].some((one) => one.id === id),
    ),
  });
  data(response, {
    hero: TITLES[0],
    rows: [
      { key: 'new', kind: 'new', items: TITLES, see_all: '/search?sort=published_at' },
      ...[...CATEGORIES.values()].map((category) => row('category', category)),
      ...[...GENRES.values()].slice(0, 3).map((genre) => row('genre', genre)),
    ].filter(({ items }) => items.length > 1),
  });
}

function grant({ body, response }: Exchange): void {
  const title = TITLES.find((candidate) => candidate.id === body.video_id);
  if (!title) {
    problem(response, 404, 'NOT_FOUND');
  } else if (!title.opened && state.subscription === null && body.kind === 'video') {
    problem(response, 403, 'SUBSCRIPTION_REQUIRED', { detail: 'A subscription is needed.' });
  } else {
    const known = state.progress.get(title.id);
    data(
      response,
      {
        grant_id: title.id,
        stream_id: title.id,
        hls_url: '/v/mock/master.m3u8',
        dash_url: null,
        expires_at: new Date(Date.now() + 900_000).toISOString(),
        heartbeat_s: 30,
        resume_position_ms:
          known && body.kind === 'video' ? Math.min(known.position_ms, 40_000) : 0,
        duration_ms: title.duration_ms,
        growing: false,
        tracks: [],
        chapters: null,
        storyboard: '/v/mock/storyboard.vtt',
        markers: null,
      },
      201,
    );
  }
}

function subscribe({ request, response, body }: Exchange): void {
  const method = body.payment_method as { token: string; last4?: string } | null;
  const plan = PLANS.find((candidate: Plan) =>
    candidate.prices.some((price) => price.id === body.price_id),
  );
  const subscription = plan && subscribeTo(plan, String(body.price_id), method);
  if (!request.headers['idempotency-key']) {
    problem(response, 400, 'IDEMPOTENCY_KEY_MISSING');
  } else if (method?.token === 'tok_declined') {
    problem(response, 402, 'PAYMENT_DECLINED', { detail: 'The card was declined.' });
  } else if (!subscription) {
    problem(response, 404, 'NOT_FOUND');
  } else {
    state.subscription = method?.token === 'tok_timeout' ? undecided(subscription) : subscription;
    data(response, state.subscription, 201);
  }
}

function changeCancellation(cancel: boolean): Handler {
  return ({ response }) => {
    if (!state.subscription) {
      return problem(response, 404, 'NOT_FOUND');
    }
    state.subscription = { ...state.subscription, cancel_at_period_end: cancel };
    data(response, state.subscription);
  };
}

function signUp({ response, body }: Exchange): void {
  if (String(body.email).startsWith('taken')) {
    problem(response, 409, 'EMAIL_TAKEN', {
      errors: [
        {
          field: '/email',
          code: 'DUPLICATE',
          message: 'This e-mail address already has an account.',
        },
      ],
    });
  } else {
    data(response, { account_id: PROFILE, user_id: PROFILE, ticket: 'mock' }, 201);
  }
}

function signIn({ url, response }: Exchange): void {
  const session = url.searchParams.get('as') ?? 'viewer';
  response.writeHead(302, {
    'set-cookie': `mock_session=${session}; Path=/; HttpOnly`,
    location: url.searchParams.get('return_to') ?? '/',
  });
  response.end();
}

function heartbeat({ params, body, response }: Exchange): void {
  const title = TITLES.find((candidate) => candidate.id === params[0]);
  if (title) {
    state.progress.set(title.id, {
      video_id: title.id,
      position_ms: Number(body.position_ms),
      duration_ms: title.duration_ms,
      completed: false,
      updated_at: new Date().toISOString(),
    });
  }
  data(response, { expires_at: new Date(Date.now() + 900_000).toISOString() });
}

export const ROUTES: Route[] = [
  ...JOB_ROUTES,
  ...MAIL_ROUTES,
  ...CONVERSION_ROUTES.map(([method, path, handler]): Route => [method, path, signedIn(handler)]),
  ['GET', /^\/auth\/login$/, signIn],
  [
    'POST',
    /^\/auth\/logout$/,
    ({ response }) => {
      response.setHeader('set-cookie', 'mock_session=; Path=/; Max-Age=0');
      empty(response);
    },
  ],
  ['GET', /^\/me$/, signedIn(me)],
  [
    'GET',
    /^\/site$/,
    ({ response }) =>
      data(response, {
        name: 'Codeflix',
        public_url: 'http://localhost:5173',
        insecure: false,
        demo: true,
        anonymous_viewing: false,
        version: '0.1.0',
        locales: ['en', 'pt-BR', 'ru'],
      }),
  ],
  ['GET', /^\/catalog\/home$/, home],
  [
    'GET',
    /^\/catalog\/cards$/,
    ({ url, response }) => {
      const ids = url.searchParams.getAll('ids').flatMap((ids) => ids.split(','));
      data(
        response,
        ids.flatMap((id) => TITLES.filter((title) => title.id === id)),
      );
    },
  ],
  ['GET', /^\/catalog\/videos$/, ({ url, response }) => json(response, search(url))],
  [
    'GET',
    /^\/catalog\/videos\/([^/]+)$/,
    (exchange) => {
      const title = titleOf(exchange);
      if (title) {
        data(exchange.response, title);
      }
    },
  ],
  [
    'GET',
    /^\/catalog\/videos\/([^/]+)\/similar$/,
    ({ params, response }) =>
      data(response, TITLES.filter((title) => title.id !== params[0]).slice(0, 8)),
  ],
  [
    'GET',
    /^\/catalog\/genres$/,
    ({ response }) =>
      json(response, {
        data: [...GENRES.values()],
        meta: { current_page: 1, per_page: 100, last_page: 1, total: GENRES.size },
      }),
  ],
  [
    'GET',
    /^\/catalog\/genres\/([^/]+)$/,
    ({ params, response }) => {
      const genre = [...GENRES.values()].find(({ id }) => id === params[0]);
      genre ? data(response, genre) : problem(response, 404, 'NOT_FOUND');
    },
  ],
  [
    'GET',
    /^\/catalog\/suggest$/,
    ({ response }) =>
      data(
        response,
        TITLES.slice(0, 4).map(({ id, title }) => ({ kind: 'title', id, text: title })),
      ),
  ],
  [
    'GET',
    /^\/catalog\/my_list\/[^/]+$/,
    signedIn(({ response }) =>
      data(
        response,
        TITLES.filter((title) => state.myList.has(title.id)),
      ),
    ),
  ],
  [
    'PUT',
    /^\/catalog\/my_list\/[^/]+\/([^/]+)$/,
    signedIn(({ params, response }) => {
      state.myList.add(params[0] ?? '');
      empty(response);
    }),
  ],
  [
    'DELETE',
    /^\/catalog\/my_list\/[^/]+\/([^/]+)$/,
    signedIn(({ params, response }) => {
      state.myList.delete(params[0] ?? '');
      empty(response);
    }),
  ],
  ['POST', /^\/playback\/grants$/, signedIn(grant)],
  ['POST', /^\/playback\/streams\/([^/]+)\/heartbeat$/, heartbeat],
  ['GET', /^\/playback\/streams$/, ({ response }) => data(response, [])],
  ['DELETE', /^\/playback\/streams\/([^/]+)$/, ({ response }) => empty(response)],
  [
    'GET',
    /^\/playback\/profiles\/[^/]+\/continue$/,
    signedIn(({ response }) => data(response, [...state.progress.values()])),
  ],
  ['GET', /^\/plans$/, ({ response }) => data(response, PLANS)],
  ['POST', /^\/subscriptions$/, signedIn(subscribe)],
  [
    'GET',
    /^\/subscriptions\/current$/,
    signedIn(({ response }) =>
      state.subscription ? data(response, state.subscription) : problem(response, 404, 'NOT_FOUND'),
    ),
  ],
  ['POST', /^\/subscriptions\/current\/cancel$/, signedIn(changeCancellation(true))],
  ['POST', /^\/subscriptions\/current\/resume$/, signedIn(changeCancellation(false))],
  ['POST', /^\/accounts\/sign-up$/, signUp],
  [
    'GET',
    /^\/accounts\/me$/,
    signedIn(({ response }) =>
      data(response, {
        id: PROFILE,
        user_id: PROFILE,
        email: 'viewer@example.com',
        name: 'Demo Viewer',
        locale: 'en',
        status: 'active',
        created_at: '2026-01-10T12:00:00.000Z',
      }),
    ),
  ],
  ['PATCH', /^\/accounts\/me$/, signedIn(({ response, body }) => data(response, body))],
];
