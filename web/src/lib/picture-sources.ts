import type { Card, Picture } from '@/api/types';

export type PictureKind = 'card' | 'banner';

/** Widths in pixels of the three stored sizes, as the server makes them. */
const WIDTHS: Record<PictureKind, { small: number; medium: number; large: number }> = {
  card: { small: 320, medium: 640, large: 1280 },
  banner: { small: 640, medium: 1280, large: 1920 },
};

/** What an `img` needs to take the stored size that fits. */
export function pictureSources(picture: Picture, kind: PictureKind) {
  const { small, medium, large } = WIDTHS[kind];
  return {
    src: picture.medium,
    srcSet: `${picture.small} ${small}w, ${picture.medium} ${medium}w, ${picture.large} ${large}w`,
  };
}

/** The picture behind a title that is as wide as the page. */
export function heroPicture(card: Card): { picture: Picture | null; kind: PictureKind } {
  return card.banner
    ? { picture: card.banner, kind: 'banner' }
    : { picture: card.thumbnail, kind: 'card' };
}

/** Downloads the picture of a hero before its page is put together. */
export function preloadHero(card: Card): void {
  const { picture, kind } = heroPicture(card);
  if (picture) {
    const image = new Image();
    image.fetchPriority = 'high';
    image.sizes = '100vw';
    image.srcset = pictureSources(picture, kind).srcSet;
  }
}
