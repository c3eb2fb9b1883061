import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { studioKeys } from '@/api/studio-keys';
import type { Category, CategoryWrite } from '@/api/studio-types';
import type { QueryOf, Uuid } from '@/api/types';

export const categoriesQuery = (query: QueryOf<'/api/v1/admin/categories'>) =>
  queryOptions({
    queryKey: studioKeys.list('categories', query),
    queryFn: ({ signal }) =>
      body(client.GET('/api/v1/admin/categories', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });

export const categoryQuery = (id: Uuid) =>
  queryOptions({
    queryKey: studioKeys.item('categories', id),
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/api/v1/admin/categories/{id}', { signal, params: { path: { id } } }),
        )
      ).data,
    staleTime: 0,
  });

export async function createCategory(entry: CategoryWrite): Promise<Category> {
  return (await body(client.POST('/api/v1/admin/categories', { body: entry }))).data;
}

/** Refused with `VERSION_CONFLICT` when someone else has changed the entry since it was read. */
export async function changeCategory(
  { id, version }: Category,
  entry: CategoryWrite,
): Promise<Category> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
  return (await body(client.PATCH('/api/v1/admin/categories/{id}', { params, body: entry }))).data;
}

export async function deleteCategories(ids: Uuid[]): Promise<void> {
  await client.DELETE('/api/v1/admin/categories', { params: { query: { ids } } });
}
