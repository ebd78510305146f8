import { posix } from 'node:path';
import { type Problem, sortProblems } from '../../errors.ts';
import { findSyntaxError, mayBeTooDeep } from '../json-positions.ts';
import { locateProblems } from '../locate-problems.ts';
import { checkActorSpecification } from './actor-specification.ts';
import { type FoundSchema, findSchemas, type SchemaKind } from './find-schemas.ts';
import { checkKeySpelling } from './key-spelling.ts';
import { checkMemoryRange } from './memory-range.ts';
import { checkNamedFiles } from './named-files.ts';
import { isObject, type SchemaProblem } from './schema-problem.ts';

export interface DefinitionRequest {
  /** Absolute, links resolved. */
  readonly workspace: string;
  /** Path of the working directory from the workspace with `/`; empty for the workspace itself. */
  readonly folder: string;
  /** The text of `.actor/actor.json`. If it is not an object, nothing is checked. */
  readonly text: string;
}

/**
 * Checks actor.json and every schema that belongs to it. Reads files of the workspace only, and sends nothing.
 * @returns problems in the order of their files and lines.
 */
export async function checkDefinition(request: DefinitionRequest): Promise<readonly Problem[]> {
  const actorJson = parse(request.text);
  if (!isObject(actorJson)) return [];
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

function parse(text: string): unknown {
  try {
    return mayBeTooDeep(text) && findSyntaxError(text) !== undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function checkFile({ kind, file, text }: Extract<FoundSchema, { file: string }>): Promise<readonly Problem[]> {
  const value = parse(text);
  if (value !== undefined) return locateProblems(file, text, await checkSchema(kind, value));
  const { line, column, problem } = findSyntaxError(text) ?? { line: 1, column: 1, problem: 'a mistake' };
  const message = problem.startsWith('more than')
    ? `The file has ${problem}`
    : `The file is not valid JSON: ${problem}`;
  const hint = 'Write strict JSON with at most 100 levels: double quotes, no comments, no trailing commas.';
  return [{ file, line, column, pointer: '', message, hint, level: 'error' }];
}

/** The validator and Apify's schemas are loaded only if there is something to check. */
async function checkSchema(kind: SchemaKind, schema: unknown): Promise<readonly SchemaProblem[]> {
  const { checkers } = await import('./checkers.ts');
  return checkers[kind](schema);
}
