type Chunk = { name: string; moduleIds: string[] };

/** Source folders that belong to one area only, in the order in which a chunk is claimed. */
const AREAS: [prefix: string, owned: RegExp][] = [
  [
    'studio',
    /\/src\/(routes\/studio|features\/(uploads|encoding|video-editor|videos|categories|genres|cast|mail|jobs)\/|ui\/(list-page|video-status|data-table|delete-chosen|rung-meters|async-picker|form-modal)\.|shell\/studio|i18n\/locales\/[^/]+\/studio)/,
  ],
  [
    'watch',
    /\/src\/(routes\/watch|features\/player\/)|node_modules\/(@vidstack|media-captions|hls\.js)\//,
  ],
];

/**
 * Names a chunk after the area that alone uses it, so that a browser test can assert that a viewer
 * never downloads `studio-*`.
 */
export function chunkName(chunk: Chunk): string {
  const name = chunk.name.replace(/[^\w.-]+/g, '-').replace(/^[-._]+/, '');
  // The addresses of all areas are in it, and none of their pages.
  if (name === 'first') {
    return name;
  }
  for (const [prefix, owned] of AREAS) {
    if (chunk.moduleIds.some((id) => owned.test(id))) {
      return name.startsWith(`${prefix}-`) || name === prefix ? name : `${prefix}-${name}`;
    }
  }
  return name;
}
