import { posix } from 'node:path';
import { type Problem, sortProblems } from '../../errors.ts';
import { locateProblems } from '../locate-problems.ts';
import { parseJson, syntaxProblem } from '../parse-json.ts';
import { isObject, type SchemaProblem } from '../schema-problem.ts';
import { checkActorSpecification } from './actor-specification.ts';
import { type FoundSchema, findSchemas, type SchemaKind } from './find-schemas.ts';
import { checkKeySpelling } from './key-spelling.ts';
import { checkMemoryRange } from './memory-range.ts';
import { checkNamedFiles } from './named-files.ts';

export interface DefinitionRequest {
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
  const { schemas, references } = await findSchemas(actorJson, request);
  const own: SchemaProblem[] = [
    ...checkActorSpecification(actorJson),
    ...checkKeySpelling(actorJson),
    ...checkMemoryRange(actorJson),
    ...checkNamedFiles(references),
  ];
  const problems: Problem[] = [];
  for (const schema of schemas) {
    if ('file' in schema) problems.push(...(await checkFile(schema)));
    else {
      const found = await checkSchema(schema.kind, schema.value);
      own.push(...found.map((problem) => ({ ...problem, path: [...schema.keys, ...problem.path] })));
    }
  }
  const file = posix.join(request.folder, '.actor/actor.json');
  return sortProblems([...locateProblems(file, request.text, own), ...problems]);
}

async function checkFile({ kind, file, text }: Extract<FoundSchema, { file: string }>): Promise<readonly Problem[]> {
  const parsed = parseJson(text);
  if ('mistake' in parsed) return [syntaxProblem(file, parsed.mistake)];
  return locateProblems(file, text, await checkSchema(kind, parsed.value));
}

/** Loads the validator and Apify's schemas only if there is something to check. */
async function checkSchema(kind: SchemaKind, schema: unknown): Promise<readonly SchemaProblem[]> {
  const { checkers } = await import('./checkers.ts');
  return checkers[kind](schema);
}
