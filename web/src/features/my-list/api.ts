import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Uuid } from '@/api/types';

export const myListQuery = (profile: Uuid) =>
  queryOptions({
    queryKey: ['my-list', profile],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/api/v1/catalog/my_list/{profile}', {
            signal,
            params: { path: { profile } },
          }),
        )
      ).data,
  });

type Entry = { profile: Uuid; video: Uuid };

export async function addToMyList(path: Entry): Promise<void> {
  await client.PUT('/api/v1/catalog/my_list/{profile}/{video}', { params: { path } });
}

export async function removeFromMyList(path: Entry): Promise<void> {
  await client.DELETE('/api/v1/catalog/my_list/{profile}/{video}', { params: { path } });
}
