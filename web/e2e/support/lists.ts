import { parse as parseHls, types } from 'hls-parser';
import { Parser } from 'm3u8-parser';
import { createFile, MP4BoxBuffer } from 'mp4box';
import { parse as parseMpd } from 'mpd-parser';
import { expect } from 'vitest';

/** Fetches a file of the film. */
export type Fetch = (path: string) => Promise<Buffer>;

type Segment = { uri: string; duration: number };
type List = { uri: string; bandwidth: number; codecs: string; height: number; segments: Segment[] };

/** The pictures of a film as hls-parser understands its playlists; m3u8-parser must agree. */
export async function readHls(fetch: Fetch): Promise<List[]> {
  const text = (await fetch('master.m3u8')).toString();
  const master = parseHls(text);
  if (!(master instanceof types.MasterPlaylist)) {
    throw new Error(`not a multivariant playlist: ${text}`);
  }
  const other = manifestOf(text);
  expect(master.independentSegments && other.independentSegments).toBe(true);
  const links = master.variants.map(({ uri, bandwidth, codecs = '', resolution }) => {
    return { uri, bandwidth, codecs, height: resolution?.height ?? 0 };
  });
  const others = [...(other.playlists ?? []), ...(other.iFramePlaylists ?? [])];
  expect(
    others.map(({ uri, attributes: { BANDWIDTH, CODECS, RESOLUTION } }) => {
      return { uri, bandwidth: BANDWIDTH, codecs: CODECS, height: RESOLUTION.height };
    }),
  ).toEqual(links);
  const { audio = [], subtitles = [] } = master.variants[0] ?? {};
  for (const { uri } of [...audio, ...subtitles]) {
    expect((await readList(fetch, uri ?? '')).length).toBeGreaterThan(0);
  }
  return Promise.all(links.map(async (l) => ({ ...l, segments: await readList(fetch, l.uri) })));
}

async function readList(fetch: Fetch, uri: string): Promise<Segment[]> {
  const text = (await fetch(uri)).toString();
  const list = parseHls(text);
  if (!(list instanceof types.MediaPlaylist)) {
    throw new Error(`not a media playlist: ${text}`);
  }
  const other = manifestOf(text);
  expect(list.endlist && other.endList).toBe(true);
  expect(list.isIFrame ?? false).toBe(uri.includes('.iframes.'));
  const range = (part?: { length: number; offset: number }) => part && [part.length, part.offset];
  expect(other.segments.map((it) => [it.uri, it.duration, range(it.byterange)])).toEqual(
    list.segments.map((it) => [it.uri, it.duration, range(it.byterange)]),
  );
  return list.segments.map(({ uri: segment, duration }) => ({ uri: segment, duration }));
}

function manifestOf(text: string) {
  const parser = new Parser();
  parser.push(text);
  parser.end();
  return parser.manifest;
}

/** The pictures of a film as mpd-parser understands its manifest. */
export async function readDash(fetch: Fetch): Promise<List[]> {
  const text = (await fetch('manifest.mpd')).toString();
  const { playlists } = parseMpd(text, { manifestUri: 'http://localhost/' });
  return playlists.map(({ attributes, segments }) => ({
    uri: attributes.NAME,
    bandwidth: attributes.BANDWIDTH,
    codecs: attributes.CODECS,
    height: attributes.RESOLUTION?.height ?? 0,
    segments: segments.map((segment) => ({
      uri: new URL(segment.resolvedUri).pathname.slice(1),
      duration: segment.duration,
    })),
  }));
}

/** The languages of the text that both kinds of lists offer, as parsers of other authors understand them. */
export async function readTexts(fetch: Fetch): Promise<{ hls: string[]; dash: string[] }> {
  const master = parseHls((await fetch('master.m3u8')).toString());
  const offered = master instanceof types.MasterPlaylist ? master.variants[0]?.subtitles : [];
  const manifest = (await fetch('manifest.mpd')).toString();
  const { mediaGroups } = parseMpd(manifest, { manifestUri: 'http://localhost/' });
  const dash = Object.values(mediaGroups.SUBTITLES.subs ?? {});
  return {
    hls: (offered ?? []).map(({ language }) => language ?? ''),
    dash: dash.map(({ language }) => language),
  };
}

/** What mp4box finds in the init section and all segments of a media playlist. */
export async function readTrack(fetch: Fetch, uri: string) {
  const list = parseHls((await fetch(uri)).toString());
  if (!(list instanceof types.MediaPlaylist)) {
    throw new Error(`${uri} is not a media playlist`);
  }
  const init = list.segments[0]?.map?.uri ?? '';
  const file = createFile();
  let position = 0;
  for (const name of [init, ...list.segments.map((segment) => segment.uri)]) {
    const bytes = Uint8Array.from(await fetch(name)).buffer;
    file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(bytes, position));
    position += bytes.byteLength;
  }
  file.flush();
  const track = file.getInfo().tracks[0];
  const samples = file.getTrackSamplesInfo(track?.id ?? 0);
  return { codec: track?.codec ?? '', samples };
}
