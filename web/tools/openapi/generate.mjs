/**
 * Writes the types of the REST API: `node generate.mjs <file>`. The documents of all services, as they are committed in
 * schemas/openapi, become one, just as the gateway serves them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const FOLDER = new URL('../../../schemas/openapi/', import.meta.url);
const HEADER = `/**
 * The REST API as schemas/openapi describes it. Generated: \`npm run api-types\`.
 */

`;
const BLOB = ts.factory.createTypeReferenceNode('Blob');

function documents() {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));
}

/** Services share some schemas; a name that means two things would hide one of them. */
function add(all, more) {
  for (const [name, value] of Object.entries(more ?? {})) {
    if (name in all && !isDeepStrictEqual(all[name], value)) {
      throw new Error(`${name} means different things in different services`);
    }
    all[name] = value;
  }
}

function merged() {
  const paths = {};
  const schemas = {};
  for (const document of documents()) {
    add(paths, document.paths);
    add(schemas, document.components.schemas);
  }
  const info = { title: 'Codeflix', version: '1' };
  return { openapi: '3.1.0', info, paths, components: { schemas } };
}

const [target] = process.argv.slice(2);
if (target === undefined) {
  throw new Error('usage: node generate.mjs <file>');
}
const types = await openapiTS(merged(), {
  alphabetize: true,
  emptyObjectsUnknown: true,
  // A default is what the server takes for an absent value: it may be left out.
  defaultNonNullable: false,
  transform: (schema) => (schema.format === 'binary' ? BLOB : undefined),
});
writeFileSync(target, HEADER + astToString(types));
