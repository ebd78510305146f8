import type { EnvVar, StoredEnvVar } from '../apify/api.ts';
import { isEnvVarName, isSecretName, NAME_RULE } from '../apify/value-rules.ts';
import { ActionError, type Diagnostic } from '../errors.ts';
import { listSome, visible } from '../text.ts';
import { type EnvVarLine, mayBeSecret, type ParsedLines } from './lines.ts';

interface EnvVarSources {
  /**
   * `environmentVariables` in actor.json, in which `@name` refers to the secret `name`; undefined if they are not
   * known.
   */
  readonly fromDefinition: Readonly<Record<string, string>> | undefined;
  readonly definitionFile: string;
  readonly plain: ParsedLines;
  readonly secret: ParsedLines;
  /** False in a dry run without a token (for example, for a fork). Missing secrets are then only a warning. */
  readonly secretsRequired: boolean;
  readonly token: string | undefined;
}

interface WantedEnvVars {
  readonly wanted: readonly EnvVar[];
  readonly diagnostics: readonly Diagnostic[];
  readonly errors: readonly ActionError[];
}

/** Determines which variables to set, and resolves references to secrets. */
export function wantedEnvVars(sources: EnvVarSources): WantedEnvVars {
  const { fromDefinition = {}, plain, secret, secretsRequired } = sources;
  const lineErrors = [...plain.mistakes, ...secret.mistakes, ...(secretsRequired ? secret.doubts : [])];
  const doubts = secretsRequired ? [] : secret.doubts.map(({ message }): Diagnostic => ({ level: 'warning', message }));
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
  const errors = [...lineErrors];
  for (const { name, value, line, isReferenceOnly } of secret.lines) {
    if (isReferenceOnly || (referenced.has(name) && !wanted.has(name))) continue;
    references.delete(name);
    if (isEnvVarName(name)) wanted.set(name, { name, value, isSecret: true });
    // Without actor.json, it is unknown whether references use the secret.
    else if (sources.fromDefinition !== undefined) errors.push(notAVariable(line));
  }
  const secrets = new Map(secret.lines.map((line) => [line.name, line]));
  const used = new Set(references.values());
  const isEmpty = ({ name, value, isReferenceOnly }: EnvVarLine): boolean =>
    value.trim() === '' && (!isReferenceOnly || used.has(name));
  const missing = secret.lines.filter(isEmpty).map(shownSecret);
  for (const [name, secretName] of references) {
    const found = secrets.get(secretName);
    if (found === undefined) missing.push(`${visible(secretName)} (for ${name} in ${sources.definitionFile})`);
    wanted.set(name, { name, value: found?.value ?? '', isSecret: true });
  }
  const diagnostics = [...doubts];
  if (missing.length > 0) {
    const hasLiteral = [...used].some((name) => !secrets.has(name) && !isSecretName(name));
    if (secretsRequired) errors.push(missingSecrets(missing, hasLiteral));
    else diagnostics.push({ level: 'warning', message: `Secrets are missing or empty: ${listSome(missing)}` });
  }
  const all = [...wanted.values()];
  return { wanted: all, diagnostics: [...diagnostics, ...platformNames(all), ...tokenAsValue(sources)], errors };
}

/** Whether the value is a reference such as `@name`. A single `@` is a literal value. */
function isReference(value: string): boolean {
  return value.length > 1 && value.startsWith('@');
}

/** Returns the name of a secret, or its line number if the name may itself be the secret. */
function shownSecret({ name, line }: EnvVarLine): string {
  return mayBeSecret(name) ? `line ${line} of secret-env-vars` : visible(name);
}

function notAVariable(line: number): ActionError {
  return new ActionError(`Line ${line} of secret-env-vars has a name that is not valid for a variable`, {
    hint: `Use ${NAME_RULE}. If only references in actor.json use the secret, write @ before its name.`,
  });
}

function missingSecrets(names: readonly string[], hasLiteral: boolean): ActionError {
  const literal = hasLiteral ? ' If a value that begins with @ is not a reference, move it to env-vars.' : '';
  const subject = names.length === 1 ? 'A secret is' : `${names.length} secrets are`;
  return new ActionError(`${subject} missing or empty: ${listSome(names)}`, {
    hint: `Add NAME=\${{ secrets.NAME }} to secret-env-vars, and create the secret in the repository, organization or environment that the job uses. Pull requests from forks and Dependabot do not receive secrets.${literal}`,
  });
}

function platformNames(wanted: readonly EnvVar[]): readonly Diagnostic[] {
  const found = wanted.filter(({ name }) => /^(APIFY|ACTOR)_/.test(name));
  return warnAbout(found, 'Apify may overwrite variables whose names start with APIFY_ or ACTOR_');
}

function tokenAsValue({ plain, token }: EnvVarSources): readonly Diagnostic[] {
  const found = plain.lines.filter(({ value }) => token !== undefined && value.includes(token));
  const message = `env-vars contains the Apify token, which everyone who can view the Actor's source can read`;
  return warnAbout(found, message, '. Move it to secret-env-vars.');
}

function warnAbout(found: readonly { readonly name: string }[], message: string, advice = ''): readonly Diagnostic[] {
  const names = listSome(found.map(({ name }) => visible(name)));
  return found.length === 0 ? [] : [{ level: 'warning', message: `${message}: ${names}${advice}` }];
}

export type EnvVarPlan =
  /**
   * Sent in the request body of the version. If undefined, the property is omitted, so that Apify keeps the existing
   * variables.
   */
  | { readonly kind: 'in-body'; readonly envVars: readonly EnvVar[] | undefined }
  /** Sent in separate requests, because an existing secret must be kept, and its value cannot be read. */
  | { readonly kind: 'one-by-one'; readonly writes: readonly EnvVarWrite[] };

interface EnvVarWrite {
  readonly action: 'create' | 'update';
  readonly envVar: EnvVar;
}

/** Whether the plan depends on the existing variables. */
export function mustReadStored(mode: 'merge' | 'replace', wanted: readonly EnvVar[]): boolean {
  return mode === 'merge' && wanted.length > 0;
}

/**
 * Plans how the variables are sent.
 * @param stored Apify's list; undefined if the version is being created or the list is not known.
 */
export function planEnvVars(request: {
  readonly mode: 'merge' | 'replace';
  readonly wanted: readonly EnvVar[];
  readonly stored: readonly StoredEnvVar[] | undefined;
}): { readonly plan: EnvVarPlan; readonly diagnostics: readonly Diagnostic[] } {
  const { mode, wanted, stored } = request;
  if (wanted.length === 0 || stored === undefined) {
    return { plan: { kind: 'in-body', envVars: wanted.length === 0 ? undefined : wanted }, diagnostics: [] };
  }
  const byName = new Map(wanted.map((envVar) => [envVar.name, envVar]));
  const diagnostics = becomingPlain(stored, byName);
  if (mode === 'replace') return { plan: { kind: 'in-body', envVars: wanted }, diagnostics };
  const storedNames = new Set(stored.map(({ name }) => name));
  const merged = stored.map((old) => byName.get(old.name) ?? asReadable(old));
  const added = wanted.filter(({ name }) => !storedNames.has(name));
  const readable = merged.filter((envVar) => envVar !== undefined);
  if (readable.length === merged.length) {
    return { plan: { kind: 'in-body', envVars: [...readable, ...added] }, diagnostics };
  }
  const writes = wanted.map(
    (envVar): EnvVarWrite => ({ action: storedNames.has(envVar.name) ? 'update' : 'create', envVar }),
  );
  return { plan: { kind: 'one-by-one', writes }, diagnostics };
}

/** Returns an existing variable in the form in which it can be sent back; undefined if its value cannot be read. */
function asReadable({ name, value, isSecret }: StoredEnvVar): EnvVar | undefined {
  if (isSecret === true || typeof value !== 'string') return undefined;
  return { name, value, isSecret: false };
}

function becomingPlain(stored: readonly StoredEnvVar[], wanted: ReadonlyMap<string, EnvVar>): readonly Diagnostic[] {
  const found = stored.filter(({ name, isSecret }) => isSecret === true && wanted.get(name)?.isSecret === false);
  const advice = '. To keep them secret, move them to secret-env-vars.';
  return warnAbout(found, 'Variables that were secret become plain text', advice);
}
