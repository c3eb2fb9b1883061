import type { PictureType, StudioPicture } from '@/api/studio-types';
import type { Uuid } from '@/api/types';

type Size = 'small' | 'medium' | 'large';

/** Where staff see a picture, also of titles that are not public yet. Its id keeps caches honest. */
export function pictureUrl(
  video: Uuid,
  type: PictureType,
  picture: StudioPicture,
  size: Size,
): string {
  return `/api/v1/admin/videos/${video}/medias/${type}?size=${size}&v=${picture.id}`;
}
