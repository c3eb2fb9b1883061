/** Short names for the generated schemas that the studio's pages use. */
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Category = Schemas['AdminCategory'];
export type Genre = Schemas['AdminGenre'];
export type CastEntry = Schemas['AdminCastMember'];

export type CategoryWrite = Schemas['AdminCategoryBody'];
export type GenreWrite = Schemas['AdminGenreBody'];
export type CastWrite = Schemas['AdminCastMemberBody'];

export type StudioVideo = Schemas['AdminVideo'];
export type VideoStatus = StudioVideo['status'];
export type Missing = StudioVideo['missing'][number];
/** The form always sends whole videos, without the duration: that is measured. */
export type VideoWrite = Required<Omit<Schemas['AdminVideoBody'], 'duration'>>;
export type NewVideo = Pick<VideoWrite, 'title' | 'description' | 'year_launched' | 'rating'>;

export type MediaType = Schemas['AdminStoredMedia']['media_type'];
export type FilmType = Extract<MediaType, 'video' | 'trailer'>;
export type PictureType = Exclude<MediaType, FilmType>;
export type StudioPicture = Schemas['AdminImage'];
export type Film = Schemas['AdminMedia'];
export type TextTrack = Schemas['AdminTextTrack'];
export type SourceText = Schemas['AdminSourceText'];
export type TextKind = TextTrack['kind'];
export type MediaStatus = Film['status'];
export type Rung = Schemas['AdminRung'];

export type OutgoingMail = Schemas['OutgoingMail'];
export type OutgoingLetter = Schemas['OutgoingLetter'];

export type Job = Schemas['JobBody'];
/** How much work a frame is worth. */
export type Preset = NonNullable<Job['preset']>;
export const PRESETS: readonly Preset[] = ['fast', 'balanced', 'best'];
export type JobDetail = Schemas['JobDetail'];
export type JobStep = Schemas['StepBody'];
export type EncodeQueue = Schemas['QueueBody'];
export type JobAction = Schemas['BulkBody']['action'];
