import type { PictureType, StudioPicture } from '@/api/studio-types';
import type { Uuid } from '@/api/types';

type Size = 'small' | 'medium' | 'large';

/**
 * Where staff see a picture, also of titles that are not public yet. Its id makes another address of
 * a picture that has been replaced; the server would refuse a parameter that it does not know.
 */
export function pictureUrl(
  video: Uuid,
  type: PictureType,
  picture: StudioPicture,
  size: Size,
): string {
  return `/api/v1/admin/videos/${video}/medias/${type}?size=${size}#${picture.id}`;
}
