import type common from './locales/en/common.json';
import type conversions from './locales/en/conversions.json';
import type encoding from './locales/en/encoding.json';
import type studio from './locales/en/studio.json';
import type viewer from './locales/en/viewer.json';

/** Every message id there is; an unknown one does not compile. */
export type MessageIds =
  | keyof typeof common
  | keyof typeof viewer
  | keyof typeof studio
  | keyof typeof encoding
  | keyof typeof conversions;

declare global {
  namespace FormatjsIntl {
    interface Message {
      ids: MessageIds;
    }
  }
}
