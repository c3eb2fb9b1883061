import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Content = Pick<
  NonNullable<Parameters<Page['request']['fetch']>[1]>,
  'data' | 'multipart' | 'headers'
>;

type Created = { id: string };

/** Asks the API as whoever is signed in on the page; what the answer holds. */
export async function ask<T = Created>(
  page: Page,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  content: Content = {},
): Promise<T> {
  const headers = { 'x-codeflix-csrf': '1', ...content.headers };
  const answer = await page.request.fetch(path, { ...content, method, headers });
  const text = await answer.text();
  expect(answer.ok(), `${answer.status()} of ${method} ${path}: ${text}`).toBe(true);
  return JSON.parse(text || '{}').data;
}
