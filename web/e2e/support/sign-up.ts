import type { Page } from 'playwright-core';

type Login = { name: string; email: string; password: string };

export const OPERATOR: Login = {
  name: 'Operator',
  email: 'operator@example.com',
  password: 'films for all 1',
};

/** Fills in the form behind the one-time link. */
export async function becomeOperator(page: Page): Promise<void> {
  const { name, email, password } = OPERATOR;
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create operator and sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Videos' }).waitFor();
}

/** Fills in the form of a new customer who has chosen a price. */
export async function signUp(page: Page, { name, email, password }: Login): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Payment' }).waitFor();
}
