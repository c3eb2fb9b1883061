import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask } from './api.ts';

export type Plan = { name: string; monthly: number; trialDays: number; maxHeight: number };

/** Opens an area of the studio by its link. */
export async function openArea(page: Page, area: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: area }).click();
  await page.getByRole('heading', { level: 1, name: area }).waitFor();
}

/** Fills in the form behind a list's button; `fill` does what goes beyond the name. */
export async function createEntry(
  page: Page,
  button: string,
  name: string,
  fill: (form: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const form = page.getByRole('dialog', { name: button });
  await form.getByLabel('Name').fill(name);
  await fill(form);
  await form.getByRole('button', { name: 'Create' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: name }).waitFor();
}

/** Chooses entries of a picker with the keyboard, by the beginning of their names. */
export async function pick(scope: Page | Locator, label: string, names: string[]): Promise<void> {
  const field = scope.getByRole('textbox', { name: label });
  for (const name of names) {
    await field.click();
    await field.pressSequentially(name.slice(0, 5));
    const options = scope.getByRole('listbox', { name: label }).getByRole('option');
    const option = options.first().filter({ hasText: name });
    await option.waitFor();
    await expect
      .poll(async () => {
        await field.press('ArrowDown');
        return option.getAttribute('data-combobox-selected');
      })
      .toBe('true');
    await field.press('Enter');
    await scope.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
  await field.press('Escape');
}

export async function chooseFile(
  scope: Page | Locator,
  label: string,
  file: string,
): Promise<void> {
  await scope.getByLabel(label, { exact: true }).setInputFiles(file);
}

export function card(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

/** Everything typed is with the server. */
export async function saved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();
}

/** The percentage that a progress bar shows. */
export async function percentOf(bar: Locator): Promise<number> {
  return Number(await bar.getAttribute('aria-valuenow'));
}

/** Plans have no page yet. */
export async function createPlan(page: Page, plan: Plan): Promise<void> {
  const { name, monthly, trialDays, maxHeight } = plan;
  const price = (interval: string, amount: number) => ({
    interval,
    amount: { amount, currency: 'EUR' },
  });
  const data = {
    name,
    description: `${name}, for whoever likes films.`,
    prices: [price('month', monthly), price('year', monthly * 10)],
    trial_days: trialDays,
    max_streams: 2,
    max_height: maxHeight,
    max_profiles: 5,
  };
  await ask(page, 'POST', '/api/v1/plans', { data });
}
