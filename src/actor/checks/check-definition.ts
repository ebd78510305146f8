import { posix } from 'node:path';
import { type Problem, sortProblems } from '../../errors.ts';
import { locateProblems } from '../locate-problems.ts';
import { parseJson, syntaxProblem } from '../parse-json.ts';
import { isObject, type SchemaProblem } from '../schema-problem.ts';
import { checkActorSpecification } from './actor-specification.ts';
import { findSchemas, type SchemaKind } from './find-schemas.ts';
import { checkKeySpelling } from './key-spelling.ts';
import { checkMemoryRange } from './memory-range.ts';
import { checkNamedFiles } from './named-files.ts';
import { checkValueTypes } from './value-types.ts';

interface DefinitionRequest {
  /** Absolute path, with links resolved. */
  readonly workspace: string;
  /** Path of the working directory relative to the workspace, with `/` as separator; empty for the workspace itself. */
  readonly folder: string;
  /** The text of `.actor/actor.json`. If it is not a JSON object, nothing is checked. */
  readonly text: string;
}

/**
 * Checks actor.json and all its schemas. Reads only files in the workspace and sends no requests.
 * @returns problems sorted by file and line.
 */
export async function checkDefinition(request: DefinitionRequest): Promise<readonly Problem[]> {
  const parsed = parseJson(request.text);
  // Errors in actor.json itself are reported when it is parsed.
  if (!('value' in parsed) || !isObject(parsed.value)) return [];
  const actorJson = parsed.value;
  const { inline, files } = await findSchemas(actorJson, request);
  const own: SchemaProblem[] = [
    ...checkActorSpecification(actorJson),
    ...checkKeySpelling(actorJson),
    ...checkMemoryRange(actorJson),
    ...checkNamedFiles(files),
    ...checkValueTypes(actorJson),
  ];
  for (const { kind, keys, value } of inline) {
    const found = await checkSchema(kind, value);
    own.push(...found.map((problem) => ({ ...problem, path: [...keys, ...problem.path] })));
  }
  const problems = [...locateProblems(posix.join(request.folder, '.actor/actor.json'), request.text, own)];
  // Two keys may name the same file.
  for (const { kind, file, found } of new Map(files.map((each) => [`${each.kind} ${each.file}`, each])).values()) {
    if (kind === undefined || found.kind !== 'read') continue;
    const text = new TextDecoder().decode(found.bytes);
    const schema = parseJson(text);
    if ('mistake' in schema) problems.push(syntaxProblem(file, schema.mistake));
    else problems.push(...locateProblems(file, text, await checkSchema(kind, schema.value)));
  }
  return sortProblems(problems);
}

/** Loads the validator and Apify's schemas only if there is something to check. */
async function checkSchema(kind: SchemaKind, schema: unknown): Promise<readonly SchemaProblem[]> {
  const checkers = await import('./checkers.ts');
  return checkers.checkSchema(kind, schema);
}
