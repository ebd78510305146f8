import { describe } from '../fields.ts';
import { isReplaced, listFileValues } from '../named-files.ts';
import { errorAt, isObject, type SchemaProblem } from '../schema-problem.ts';

/**
 * Finds memory sizes, paths and schemas of a wrong type. Their values are not read, so nothing else reports them. `null`
 * and an empty list count as absent, because many Actors contain them.
 */
export function checkValueTypes(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  const memory = ['minMemoryMbytes', 'maxMemoryMbytes'].flatMap((key) => {
    const value = actorJson[key];
    if (isAbsent(value) || Number.isInteger(value)) return [];
    const message = `is ${describe(value)}, not a whole number`;
    return [errorAt([key], message, 'Write the megabytes without quotes: 1024.')];
  });
  const named = listFileValues(actorJson).flatMap(({ keys, value }) => {
    const [key = ''] = keys;
    // The type of dockerfile is checked when actor.json is read.
    if (isAbsent(value) || typeof value === 'string' || key === 'dockerfile' || isReplaced(key, actorJson)) return [];
    const isSchema = key !== 'readme' && key !== 'changelog';
    if (isSchema && isObject(value)) return [];
    const message = `is ${describe(value)}, not ${isSchema ? 'a path or a schema' : 'a path'}`;
    return [errorAt(keys, message, 'Write the path of the file, relative to .actor/, in double quotes.')];
  });
  return [...memory, ...named];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
