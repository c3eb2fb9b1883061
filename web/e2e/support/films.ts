import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Material = {
  folder: string;
  /** A minute in 720p with sound: long enough that a player does not hold all of it at once. */
  film: string;
  /** A few seconds. */
  short: string;
  thumbnail: string;
  banner: string;
  /** Of an old editor: neither UTF-8 nor WebVTT. */
  subtitles: string;
};

export const FILM_SECONDS = 60;
const SHORT_SECONDS = 5;
/** What the film's own subtitles say, and those that are added to it. */
export const SPOKEN = { own: 'Beat on, heart', added: 'Bate, coração' };
export const CHAPTERS = ['Oficina', 'Ferrugem'];

/** Makes with ffmpeg what an operator would bring along. */
export async function makeMaterial(): Promise<Material> {
  const folder = mkdtempSync(join(tmpdir(), 'codeflix-material-'));
  const at = (name: string) => join(folder, name);
  const [film, short, thumbnail, banner, subtitles] = [
    at('coracao-de-aco.mp4'),
    at('raizes.mp4'),
    at('thumbnail.png'),
    at('banner.png'),
    at('legendas.srt'),
  ] as const;
  writeFileSync(at('own.srt'), cue(SPOKEN.own));
  writeFileSync(at('chapters.txt'), chapters());
  writeFileSync(subtitles, cue(SPOKEN.added), 'latin1');
  await Promise.all([
    clip(film, 'testsrc2=size=1280x720:rate=24,noise=alls=4:allf=t', FILM_SECONDS, [
      ...['-i', at('own.srt'), '-i', at('chapters.txt'), '-map_chapters', '3'],
      ...['-c:s', 'mov_text', '-metadata:s:s:0', 'language=eng'],
    ]),
    clip(short, 'gradients=size=640x360:rate=24:speed=0.05:n=4', SHORT_SECONDS),
    picture(thumbnail, 'magma', '1280x720'),
    picture(banner, 'viridis', '1920x1080'),
  ]);
  return { folder, film, short, thumbnail, banner, subtitles };
}

export type Strip = { folder: string; file: string; seconds: number; frames: number };

/** What the strip's only caption says, from its first second on. */
export const STRIP_CAPTION = 'Dez segundos.';

/** A strip in three sizes with a caption, quick to encode, whose last segment is a short one. */
export async function makeStrip(): Promise<Strip> {
  const folder = mkdtempSync(join(tmpdir(), 'codeflix-strip-'));
  const [file, captions, seconds] = [join(folder, 'tira.mp4'), join(folder, 'tira.srt'), 10];
  writeFileSync(captions, cue(STRIP_CAPTION));
  const more = ['-i', captions, '-c:s', 'mov_text', '-metadata:s:s:0', 'language=por'];
  await clip(file, 'testsrc2=size=854x480:rate=24', seconds, more);
  return { folder, file, seconds, frames: seconds * 24 };
}

/** The least that is a film: three seconds in one size. */
export async function makeMiniature(): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'codeflix-miniature-'));
  const file = join(folder, 'miniatura.mp4');
  await clip(file, 'gradients=size=426x240:rate=24:speed=0.05:n=4', 3);
  return { folder, file };
}

/** One line of text from the first second to the end. */
function cue(text: string): string {
  return `1\r\n00:00:01,000 --> 00:01:00,000\r\n${text}\r\n`;
}

function chapters(): string {
  const length = (FILM_SECONDS / CHAPTERS.length) * 1000;
  const parts = CHAPTERS.map(
    (title, index) =>
      `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${index * length}\nEND=${(index + 1) * length}\ntitle=${title}\n`,
  );
  return `;FFMETADATA1\n${parts.join('')}`;
}

async function clip(
  file: string,
  source: string,
  seconds: number,
  more: string[] = [],
): Promise<void> {
  const sound = '0.1*sin(220*2*PI*t)*(0.6+0.4*sin(2*t))|0.1*sin(330*2*PI*t)';
  await ffmpeg([
    ...['-f', 'lavfi', '-i', source],
    ...['-f', 'lavfi', '-i', `aevalsrc='${sound}'`],
    ...more,
    ...['-t', String(seconds), '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '32'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '96k', file],
  ]);
}

async function picture(file: string, colours: string, size: string): Promise<void> {
  const shape = `mandelbrot=s=${size}:start_x=-0.743643887:start_y=-0.131825904:start_scale=0.02:maxiter=900`;
  const filter = `${shape}:outer=normalized_iteration_count,format=gray,format=yuv444p,pseudocolor=preset=${colours}`;
  await ffmpeg(['-f', 'lavfi', '-i', filter, '-frames:v', '1', file]);
}

async function ffmpeg(parameters: string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...parameters]);
}
