import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { ask } from './api.ts';
import { createPlan } from './studio.ts';

export const CATEGORY = 'Natureza';
export const GENRE = 'Aventura';
export const MEMBER = 'Atração Principal';
export const PLAN = 'Família';
/** As many as make a row longer than a phone is wide. */
const TITLES = ['Correnteza', 'Vento Norte', 'Raízes'];
export const TITLE = 'Raízes';
const READY_MS = 100_000;

/** What the addresses of pages are made of. */
export type Furniture = Record<'genre' | 'video' | 'job' | 'conversion' | 'price', string>;

type Entry = { id: string; status?: string; label?: string };

/** Puts something of everything into an empty house, and waits until nothing in it moves any more. */
export async function furnish(page: Page, film: string): Promise<Furniture> {
  const make = async (path: string, data: object) =>
    (await ask(page, 'POST', `/api/v1/admin/${path}`, { data })).id;
  await createPlan(page, { name: PLAN, monthly: 1490, trialDays: 7, maxHeight: 2160 });
  const [plan] = await ask<{ prices: Entry[] }[]>(page, 'GET', '/api/v1/plans');
  const shelf = { categories_id: [await make('categories', { name: CATEGORY })] };
  const genre = await make('genres', { name: GENRE, ...shelf });
  const member = await make('cast_members', { name: MEMBER, type: 'actor' });
  const file = { name: basename(film), mimeType: 'video/mp4', buffer: readFileSync(film) };
  const conversion = await ask(page, 'POST', '/api/v1/conversions', { multipart: { file } });
  let video = '';
  for (const title of TITLES) {
    video = await make('videos', {
      title,
      description: 'O que cresce debaixo da cidade.',
      year_launched: 2024,
      rating: '12',
      publish_when_ready: true,
      ...shelf,
      genres_id: [genre],
      cast_members_id: [member],
    });
    await ask(page, 'POST', `/api/v1/admin/videos/${video}/medias/video`, {
      multipart: { media_file: file },
    });
  }
  await all(page, '/api/v1/catalog/videos', TITLES.length);
  const jobs = await all(page, '/api/v1/encoder/jobs', TITLES.length, 'completed');
  await all(page, '/api/v1/notifications/outgoing', 1, 'sent');
  return {
    genre,
    video,
    conversion: conversion.id,
    job: jobs.find(({ label }) => label === TITLE)?.id ?? '',
    price: plan?.prices[0]?.id ?? '',
  };
}

/** Waits until a list has so many entries in this state. */
function all(page: Page, path: string, count: number, status?: string): Promise<Entry[]> {
  const look = async () => {
    const entries = await ask<Entry[]>(page, 'GET', path);
    const found = entries.filter((entry) => status === undefined || entry.status === status);
    expect(found, path).toHaveLength(count);
    return found;
  };
  // Half a second between: the gateway counts requests.
  return vi.waitFor(look, { interval: 500, timeout: READY_MS });
}
