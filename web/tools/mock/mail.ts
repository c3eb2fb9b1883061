import type { OutgoingLetter } from '../../src/api/studio-types.ts';
import { data, type Handler, json, operator, problem } from './respond.ts';
import { PROFILE } from './state.ts';

const MINUTE_MS = 60_000;
const NOW = Date.now();
const FILM = '0192f000-0000-7000-8000-000000000001';

function time(minutesAgo: number): string {
  return new Date(NOW - minutesAgo * MINUTE_MS).toISOString();
}

function letter(index: number, change: Partial<OutgoingLetter>): OutgoingLetter {
  const subject = change.subject ?? '“Aurora” is ready to be published';
  return {
    id: `0192f000-0000-7000-8000-0009${String(index).padStart(8, '0')}`,
    kind: 'media-ready',
    channel: 'email',
    status: 'sent',
    recipient: { user_id: PROFILE, email: 'editor@example.com', name: 'Demo Editor' },
    subject,
    attempts: 1,
    next_attempt_at: null,
    error: null,
    created_at: time(index * 47),
    sent_at: time(index * 47),
    sent_by: 'smtp',
    language: 'en',
    text: `Hello Demo Editor,\n\n${subject}.\n\nViewers see it as soon as somebody publishes it.\n\nOpen the video in the studio:\nhttp://localhost:5173/studio/videos/${FILM}\n\n-- \nCodeflix\nYou receive this mail because you uploaded the file.\n`,
    ...change,
  };
}

const UNSENT = { sent_at: null, sent_by: null } as const;

const letters: OutgoingLetter[] = [
  letter(1, {
    ...UNSENT,
    status: 'failed',
    error: { code: 'SMTP_REFUSED', reason: 'permanent error (550): 5.1.1 no such mailbox' },
  }),
  letter(2, {
    ...UNSENT,
    status: 'retry_wait',
    kind: 'media-failed',
    subject: 'The trailer of “Ferry to the End of the Line” could not be encoded',
    attempts: 4,
    next_attempt_at: time(-3),
    error: { code: 'SMTP_UNREACHABLE', reason: 'Connection error: Connection refused' },
  }),
  letter(3, {
    ...UNSENT,
    status: 'queued',
    attempts: 0,
    recipient: { user_id: FILM, email: null, name: null },
  }),
  letter(4, { sent_by: 'folder' }),
  ...Array.from({ length: 24 }, (_, index) => letter(index + 5, {})),
];

const list: Handler = ({ url, response }) => {
  const asked = Object.fromEntries(url.searchParams);
  const found = letters.filter(
    ({ status, kind, recipient }) =>
      (asked.status ?? status) === status &&
      (asked.kind ?? kind) === kind &&
      `${recipient.name} ${recipient.email}`.includes(asked.search ?? ''),
  );
  const [page, size] = [Number(asked.page ?? 1), Number(asked.per_page ?? 15)];
  const ordered = asked.dir === 'asc' ? found.toReversed() : found;
  json(response, {
    data: ordered.slice((page - 1) * size, page * size),
    meta: {
      current_page: page,
      per_page: size,
      last_page: Math.max(1, Math.ceil(found.length / size)),
      total: found.length,
    },
  });
};

const one: Handler = ({ params, response }) => {
  const found = letters.find(({ id }) => id === params[0]);
  found ? data(response, found) : problem(response, 404, 'NOT_FOUND');
};

const resend: Handler = ({ params, response }) => {
  const found = letters.find(({ id, status }) => id === params[0] && status === 'failed');
  if (found) {
    Object.assign(found, { status: 'queued', attempts: 0 });
    data(response, found);
  } else {
    problem(response, 409, 'INVALID_TRANSITION');
  }
};

export const MAIL_ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/notifications\/outgoing$/, operator(list)],
  ['GET', /^\/notifications\/outgoing\/([^/]+)$/, operator(one)],
  ['POST', /^\/notifications\/outgoing\/([^/]+)\/resend$/, operator(resend)],
];
