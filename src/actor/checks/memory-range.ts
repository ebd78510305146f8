import { errorAt, type SchemaProblem } from '../schema-problem.ts';

/** If the minimum exceeds the maximum, no memory size is valid, and Apify cannot start a run. */
export function checkMemoryRange(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  const { minMemoryMbytes: least, maxMemoryMbytes: most } = actorJson;
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
  const message = `is ${least}, more than maxMemoryMbytes (${most})`;
  return [errorAt(['minMemoryMbytes'], message, 'Lower minMemoryMbytes or raise maxMemoryMbytes.')];
}
