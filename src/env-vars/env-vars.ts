import type { EnvVar, StoredEnvVar } from '../apify/api.ts';
import { isEnvVarName, isSecretName, NAME_RULE } from '../apify/value-rules.ts';
import { ActionError, combineErrors, type Diagnostic } from '../errors.ts';
import { listSome, visible } from '../text.ts';
import type { ParsedLines } from './lines.ts';

/** Where the wanted variables come from; the later wins. */
export interface EnvVarSources {
  /** `environmentVariables` of actor.json as text; `@name` is the secret called `name`. */
  readonly fromDefinition: Readonly<Record<string, string>>;
  /** The path of actor.json, for messages. */
  readonly definitionFile: string;
  readonly plain: ParsedLines;
  readonly secret: ParsedLines;
  /** False on a dry run without a token, as in a fork, which gets no secrets: what they miss is a warning there. */
  readonly secretsRequired: boolean;
}

/**
 * The variables that this run wants, each once.
 * @throws ActionError that tells all mistakes of the lines, and all secrets that are missing or empty, together.
 */
export function wantedEnvVars(sources: EnvVarSources): {
  readonly wanted: readonly EnvVar[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { fromDefinition, plain, secret } = sources;
  const secrets = new Map(secret.lines.map(({ name, value }) => [name, value]));
  const wanted = new Map<string, EnvVar>();
  const references = new Map<string, string>();
  for (const [name, value] of Object.entries(fromDefinition)) {
    if (isReference(value)) references.set(name, value.slice(1));
    wanted.set(name, { name, value, isSecret: false });
  }
  const referenced = new Set(references.values());
  for (const { name, value } of plain.lines) {
    references.delete(name);
    wanted.set(name, { name, value, isSecret: false });
  }
  const mistakes = [...plain.mistakes, ...secret.mistakes, ...(sources.secretsRequired ? secret.doubts : [])];
  for (const { name, value, line } of secret.lines) {
    if (referenced.has(name) && !wanted.has(name)) continue;
    references.delete(name);
    if (isEnvVarName(name)) wanted.set(name, { name, value, isSecret: true });
    else mistakes.push(notAVariable(name, line));
  }
  const missing = secret.lines.filter(({ value }) => value.trim() === '').map(({ name }) => name);
  let mayBeLiteral = false;
  for (const [name, secretName] of references) {
    const value = secrets.get(secretName);
    if (value === undefined) {
      missing.push(`${secretName} (for ${name} of ${sources.definitionFile})`);
      mayBeLiteral ||= !isSecretName(secretName);
    }
    wanted.set(name, { name, value: value ?? '', isSecret: true });
  }
  const diagnostics: Diagnostic[] = [];
  const used = new Set(references.values());
  const unused = secret.lines
    .map(({ name }) => name)
    .filter((name) => referenced.has(name) && !wanted.has(name) && !used.has(name));
  if (unused.length > 0) {
    const message = `Secrets are set nowhere, since what refers to them in ${sources.definitionFile} is replaced: ${shown(unused)}`;
    diagnostics.push({ level: 'notice', message });
  }
  if (missing.length > 0 && sources.secretsRequired) mistakes.push(missingSecrets(missing, mayBeLiteral));
  else if (missing.length > 0)
    diagnostics.push({ level: 'warning', message: `Secrets are missing: ${shown(missing)}` });
  if (!sources.secretsRequired)
    diagnostics.push(...secret.doubts.map(({ message }) => ({ level: 'warning', message }) as const));
  if (mistakes.length > 0) throw combineErrors(mistakes, 'mistakes in the environment variables');
  const all = [...wanted.values()];
  return { wanted: all, diagnostics: [...diagnostics, ...platformNames(all)] };
}

/** `@name`; `@` alone is a literal. */
function isReference(value: string): boolean {
  return value.length > 1 && value.startsWith('@');
}

function notAVariable(name: string, line: number): ActionError {
  return new ActionError(`Input secret-env-vars, line ${line} (${visible(name)}) is not the name of a variable`, {
    hint: `Use ${NAME_RULE}; or refer to it in actor.json: "environmentVariables": { "NAME": "@${name}" }.`,
  });
}

function missingSecrets(names: readonly string[], mayBeLiteral: boolean): ActionError {
  const literal = mayBeLiteral ? ' A value that begins with @ and is no reference goes into env-vars.' : '';
  return new ActionError(`${names.length === 1 ? 'A secret is' : 'Secrets are'} missing or empty: ${shown(names)}`, {
    hint: `Write NAME=\${{ secrets.NAME }} into secret-env-vars, and create the secret in the repository, organization or environment that the job uses. Runs of pull requests from forks and of Dependabot get no secrets.${literal}`,
  });
}

function shown(names: readonly string[]): string {
  return names.map(visible).join(', ');
}

function platformNames(wanted: readonly EnvVar[]): readonly Diagnostic[] {
  const names = wanted.map(({ name }) => name).filter((name) => /^(APIFY|ACTOR)_/.test(name));
  if (names.length === 0) return [];
  const message = `Names that start with APIFY_ or ACTOR_ belong to the platform, which may overwrite them: ${listSome(names)}`;
  return [{ level: 'warning', message }];
}

/** How the wanted variables get to the version. */
export type EnvVarPlan =
  /** In the version's body; absent: left out of it, so that the platform keeps its list. */
  | { readonly kind: 'in-body'; readonly envVars: readonly EnvVar[] | undefined }
  /** Each by its own endpoint, since a secret stays whose value nobody can read. */
  | { readonly kind: 'one-by-one'; readonly writes: readonly EnvVarWrite[] };

export interface EnvVarWrite {
  readonly action: 'create' | 'update';
  readonly envVar: EnvVar;
}

/** Whether the platform's list has to be read for the plan. */
export function mustReadStored(mode: 'merge' | 'replace', wanted: readonly EnvVar[]): boolean {
  return mode === 'merge' && wanted.length > 0;
}

/**
 * Plans how the wanted variables are written: pure.
 * @param stored the platform's list; undefined where the version is created now, or the list is replaced.
 */
export function planEnvVars(request: {
  readonly mode: 'merge' | 'replace';
  readonly wanted: readonly EnvVar[];
  readonly stored: readonly StoredEnvVar[] | undefined;
}): { readonly plan: EnvVarPlan; readonly diagnostics: readonly Diagnostic[] } {
  const { mode, wanted, stored } = request;
  if (wanted.length === 0) return { plan: { kind: 'in-body', envVars: undefined }, diagnostics: [] };
  if (mode === 'replace' || stored === undefined)
    return { plan: { kind: 'in-body', envVars: wanted }, diagnostics: [] };
  const byName = new Map(wanted.map((envVar) => [envVar.name, envVar]));
  const storedNames = new Set(stored.map(({ name }) => name));
  const merged = stored.map((old) => byName.get(old.name) ?? asReadable(old));
  const added = wanted.filter(({ name }) => !storedNames.has(name));
  const diagnostics = becomingPlain(stored, byName);
  const readable = merged.filter((envVar) => envVar !== undefined);
  if (readable.length === merged.length) {
    return { plan: { kind: 'in-body', envVars: [...readable, ...added] }, diagnostics };
  }
  const writes = wanted.map(
    (envVar): EnvVarWrite => ({ action: storedNames.has(envVar.name) ? 'update' : 'create', envVar }),
  );
  return { plan: { kind: 'one-by-one', writes }, diagnostics };
}

/** A variable that stays, as it can be sent again; undefined for one whose value cannot be read. */
function asReadable({ name, value, isSecret }: StoredEnvVar): EnvVar | undefined {
  if (isSecret === true || typeof value !== 'string') return undefined;
  return { name, value, isSecret: false };
}

function becomingPlain(stored: readonly StoredEnvVar[], wanted: ReadonlyMap<string, EnvVar>): readonly Diagnostic[] {
  const names = stored
    .filter(({ name, isSecret }) => isSecret === true && wanted.get(name)?.isSecret === false)
    .map(({ name }) => visible(name));
  if (names.length === 0) return [];
  const message = `Variables that were secret become plain text: ${listSome(names)}. To keep them secret, move them to secret-env-vars.`;
  return [{ level: 'warning', message }];
}
