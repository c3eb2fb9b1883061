/** What we ask of parsers that come without types. */
declare module 'm3u8-parser' {
  type Attributes = {
    BANDWIDTH: number;
    CODECS: string;
    RESOLUTION: { width: number; height: number };
  };
  type Link = { uri: string; attributes: Attributes };
  export type Manifest = {
    playlists?: Link[];
    iFramePlaylists?: Link[];
    segments: { uri: string; duration: number; byterange?: { length: number; offset: number } }[];
    endList?: boolean;
    independentSegments?: boolean;
  };
  export class Parser {
    manifest: Manifest;
    push(text: string): void;
    end(): void;
  }
}

declare module 'mpd-parser' {
  export type Playlist = {
    attributes: {
      NAME: string;
      BANDWIDTH: number;
      CODECS: string;
      RESOLUTION?: { width: number; height: number };
    };
    segments: { resolvedUri: string; duration: number; presentationTime: number }[];
  };
  type Sound = { language: string; playlists: Playlist[] };
  export type Mpd = {
    duration: number;
    playlists: Playlist[];
    mediaGroups: {
      AUDIO: { audio: Record<string, Sound> };
      SUBTITLES: { subs?: Record<string, { language: string }> };
    };
  };
  export function parse(text: string, options: { manifestUri: string }): Mpd;
}
