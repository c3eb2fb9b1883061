import type { Page } from 'playwright-core';
import { CATEGORY, type Furniture, GENRE, MEMBER, PLAN, TITLE } from './furniture.ts';

export type Route = {
  name: string;
  path: string;
  /** The id of a message, or a name that is the same in every language. */
  title: string;
  /** What is read on the page once all of it has come. */
  shows?: string;
  /** What can be opened on it, as an English page calls it. */
  opens?: Record<string, (page: Page) => Promise<void>>;
};

export function visitorRoutes({ genre, video }: Furniture): Route[] {
  return [
    { name: 'home', path: '/', title: 'viewer.home.title', shows: TITLE, opens: { languages } },
    { name: 'plans', path: '/plans', title: 'viewer.plans.title', shows: PLAN },
    { name: 'sign-up', path: '/sign-up', title: 'viewer.signUp.title' },
    { name: 'search', path: '/search', title: 'viewer.search.title', shows: GENRE },
    { name: 'genre', path: `/browse/${genre}`, title: GENRE, shows: TITLE },
    {
      name: 'search results',
      path: '/search?q=raizes',
      title: 'viewer.search.title',
      shows: TITLE,
      opens: { order: (page) => press(page, /^Sort/, 'menu') },
    },
    { name: 'title', path: `/title/${video}`, title: TITLE, shows: MEMBER },
    { name: 'nothing here', path: '/nowhere', title: 'common.notFound.title' },
  ];
}

export function subscriberRoutes({ video, price }: Furniture): Route[] {
  return [
    {
      name: 'home of a subscriber',
      path: '/',
      title: 'viewer.home.title',
      shows: TITLE,
      opens: { 'account menu': accountMenu },
    },
    { name: 'my list', path: '/my-list', title: 'viewer.myList.name', shows: TITLE },
    { name: 'plans of a subscriber', path: '/plans', title: 'viewer.plans.title', shows: PLAN },
    {
      name: 'account',
      path: '/account',
      title: 'viewer.account.title',
      shows: PLAN,
      opens: { cancelling: (page) => press(page, 'Cancel subscription', 'dialog') },
    },
    {
      name: 'checkout',
      path: `/checkout?price=${price}`,
      title: 'viewer.checkout.title',
      shows: PLAN,
    },
    {
      name: 'film',
      path: `/watch/${video}`,
      title: TITLE,
      opens: {
        settings: (page) => press(page, 'Settings', 'menu'),
        shortcuts: (page) => press(page, 'Keyboard shortcuts', 'dialog'),
      },
    },
    {
      name: 'film that is gone',
      path: '/watch/01900000-0000-7000-8000-000000000000',
      title: 'common.error.title',
      shows: 'NOT_FOUND',
    },
    { name: 'closed studio', path: '/studio/videos', title: 'common.nav.studio' },
  ];
}

export function operatorRoutes({ video, job, conversion }: Furniture): Route[] {
  return [
    {
      name: 'videos',
      path: '/studio/videos',
      title: 'studio.nav.videos',
      shows: TITLE,
      opens: { 'account menu': accountMenu, deleting: deleteFirst },
    },
    { name: 'new video', path: '/studio/videos/new', title: 'studio.videos.create' },
    {
      name: 'video',
      path: `/studio/videos/${video}`,
      title: TITLE,
      shows: CATEGORY,
      opens: {
        genres: async (page) => {
          await page.getByRole('textbox', { name: 'Genres' }).click();
          await page.getByRole('listbox', { name: 'Genres' }).waitFor();
        },
        deleting: (page) => press(page, 'Delete video', 'dialog'),
      },
    },
    {
      name: 'categories',
      path: '/studio/categories',
      title: 'studio.nav.categories',
      shows: CATEGORY,
      opens: { form: (page) => press(page, 'New category', 'dialog') },
    },
    {
      name: 'genres',
      path: '/studio/genres',
      title: 'studio.nav.genres',
      shows: GENRE,
      opens: { form: (page) => press(page, 'New genre', 'dialog') },
    },
    {
      name: 'cast',
      path: '/studio/cast',
      title: 'studio.nav.cast',
      shows: MEMBER,
      opens: { form: (page) => press(page, 'New cast member', 'dialog') },
    },
    { name: 'encodes', path: '/studio/encoding', title: 'studio.nav.jobs', shows: TITLE },
    {
      name: 'encode',
      path: `/studio/encoding/${job}`,
      title: TITLE,
      shows: '240p',
      opens: { 'encoding again': (page) => press(page, 'Encode again', 'dialog') },
    },
    {
      name: 'mail',
      path: '/studio/mail',
      title: 'studio.nav.mail',
      shows: 'operator@example.com',
      opens: {
        letter: (page) => press(page.getByRole('row').nth(1), /./, 'dialog'),
      },
    },
    { name: 'nothing in the studio', path: '/studio/nowhere', title: 'common.notFound.title' },
    {
      name: 'conversions',
      path: '/conversions',
      title: 'conversions.title',
      shows: '.mp4',
      opens: { deleting: (page) => press(page, /^Delete/, 'dialog') },
    },
    {
      name: 'conversion',
      path: `/conversions/${conversion}`,
      title: 'conversions.one',
      shows: '.mp4',
    },
  ];
}

const languages = (page: Page) => press(page, 'Language');
const accountMenu = (page: Page) => press(page, /^Account menu/);

async function deleteFirst(page: Page): Promise<void> {
  await page.getByRole('checkbox').nth(1).check({ force: true });
  await press(page.getByRole('region', { name: 'Chosen rows' }), 'Delete', 'dialog');
}

/** Presses a button, and waits for what it opens: a part with this role, or a popover of the browser's. */
async function press(
  scope: Page | ReturnType<Page['getByRole']>,
  button: string | RegExp,
  role?: 'dialog' | 'menu',
): Promise<void> {
  await scope.getByRole('button', { name: button }).first().click();
  const page = 'page' in scope ? scope.page() : scope;
  await (role ? page.getByRole(role) : page.locator(':popover-open')).first().waitFor();
}
