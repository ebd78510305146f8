import { checkDefinition } from '../../actor/checks/check-definition.ts';
import { type ActorDefinition, parseActorDefinition, parseActorPaths } from '../../actor/definition.ts';
import { missingFields, missingFile, missingFileWarning } from '../../actor/missing-definition.ts';
import { pathForMessages, readActorJson } from '../../actor/read-actor-json.ts';
import type { readSettings } from '../../actor/settings.ts';
import type { ActorSettings, EnvVar } from '../../apify/api.ts';
import { wantedEnvVars } from '../../env-vars/env-vars.ts';
import {
  type ActionError,
  collectErrors,
  combineErrors,
  type Diagnostic,
  keepError,
  type Problem,
  problemsError,
  withWarnings,
} from '../../errors.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import { findWorkspace, type Workspace } from '../../runner/workspace.ts';
import { findUploadPlaces, type UploadPlaces } from '../../source/places/upload-places.ts';
import { chooseTarget, missingFromTarget, type Target } from '../../version/update-request.ts';
import { describeBaseUrl } from '../input-fields.ts';
import type { EnvVarInputs } from './hidden-inputs.ts';
import { type Inputs, isCheckedOut, readInputs } from './inputs.ts';
import type { TestConfig, TestInputsContext } from './test-inputs.ts';

/** The deployment's inputs and actor.json, read and checked before the first request. */
export interface DeployConfig {
  readonly inputs: Inputs;
  readonly workspace: Workspace;
  readonly definition: ActorDefinition | undefined;
  /** Undefined if the source is a URL. */
  readonly places: UploadPlaces | undefined;
  readonly target: Target;
  readonly wanted: readonly EnvVar[];
  /** Undefined if there is no test run, so that the tag moves as soon as the build succeeds. */
  readonly test: TestConfig | undefined;
  /** Undefined if the `actor-settings` input is empty. */
  readonly settings: ActorSettings | undefined;
  /** Warnings about JSON files. */
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws ActionError that lists all problems with the inputs, working directory, variables and JSON files. */
export async function readConfig(raw: RawInputs, { plain, secret }: EnvVarInputs): Promise<DeployConfig> {
  const errors: ActionError[] = [];
  const inputs = readInputs(raw, errors);
  await checkPatterns(inputs, errors);
  const workspace = await findWorkspace(raw.workspace, raw.workingDirectory).catch(keepError(errors));
  const actorJson = workspace === undefined ? undefined : await readText(workspace, errors);
  const found =
    workspace === undefined || actorJson === undefined
      ? undefined
      : readDefinition(raw, { workspace, text: actorJson.text }, { plain, secret }, errors);
  const envVars = wantedEnvVars({
    fromDefinition: found && (found.definition?.environmentVariables ?? {}),
    definitionFile: found?.definition?.file ?? '.actor/actor.json',
    plain,
    secret,
    secretsRequired: !inputs.dryRun || inputs.token !== undefined,
    token: inputs.token,
  });
  errors.push(...envVars.errors);
  const places = workspace === undefined ? undefined : await findPlaces(inputs, workspace, actorJson?.text, errors);
  const test = await readTest(raw, { inputs, workspace, definition: found?.definition }, errors);
  const checked = workspace === undefined ? undefined : await checkFiles(inputs, workspace, actorJson?.text);
  const [wrong, warnings] = partition(checked?.problems ?? [], ({ level }) => level === 'error');
  if (wrong.length > 0) errors.push(problemsError(wrong));
  if (errors.length > 0 || workspace === undefined || found === undefined) {
    throw withWarnings(combineErrors(errors, 'mistakes in the inputs and files of this deployment'), warnings);
  }
  const { definition } = found;
  const { target, diagnostics } = chooseTarget(inputs, definition);
  return {
    inputs,
    workspace,
    definition,
    places,
    target,
    wanted: envVars.wanted,
    test,
    settings: checked?.settings,
    problems: warnings,
    diagnostics: [
      ...describeBaseUrl(inputs.apiBaseUrl, raw.text('api-base-url') === ''),
      ...found.diagnostics,
      ...envVars.diagnostics,
      ...diagnostics,
      ...settingsNeverUpdated(inputs),
    ],
  };
}

/** Defaults of the test inputs. The code that reads these inputs is loaded only if one of them has another value. */
const testDefaults = {
  'test-input': '',
  'test-timeout': '300',
  'test-memory': '',
  'test-max-charge-usd': '',
  'test-min-items': '1',
  promote: 'true',
} as const;

async function readTest(
  raw: RawInputs,
  context: TestInputsContext,
  errors: ActionError[],
): Promise<TestConfig | undefined> {
  const isPlain = Object.entries(testDefaults).every(([name, value]) => ['', value].includes(raw.text(name)));
  if (isPlain) return undefined;
  const { readTestInputs } = await import('./test-inputs.ts');
  const test = await readTestInputs(raw, context, errors);
  // Without a test run, its other inputs have no effect.
  return test.run === undefined && test.promote ? undefined : test;
}

function settingsNeverUpdated({ actorSettings, build, waitForFinishSecs }: Inputs): readonly Diagnostic[] {
  if (actorSettings === undefined || !build || waitForFinishSecs !== 0) return [];
  const message =
    'The settings in actor-settings are not updated, because the step does not wait for the build (wait-for-finish: 0). They are updated only after a successful build.';
  return [{ level: 'warning', message }];
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

interface FoundDefinition {
  /** Undefined if there is no actor.json. */
  readonly definition: ActorDefinition | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the text of actor.json; undefined if the file does not exist. If it cannot be read, adds an error. */
async function readText(
  workspace: Workspace,
  errors: ActionError[],
): Promise<{ readonly text: string | undefined } | undefined> {
  return readActorJson(workspace)
    .then((text) => ({ text }))
    .catch(keepError(errors));
}

/** Parses actor.json. If it is not valid, adds the errors and returns undefined. */
function readDefinition(
  raw: RawInputs,
  { workspace, text }: { readonly workspace: Workspace; readonly text: string | undefined },
  { plain, secret }: EnvVarInputs,
  errors: ActionError[],
): FoundDefinition | undefined {
  const [actorId, version, buildTag] = ['actor-id', 'version', 'build-tag'].map((name) => raw.text(name) || undefined);
  const variables = [...plain.lines, ...secret.lines.filter(({ isReferenceOnly }) => !isReferenceOnly)];
  const parse = (actorJson: string): ActorDefinition =>
    parseActorDefinition(actorJson, pathForMessages(workspace, '.actor', 'actor.json'), {
      replaced: { name: actorId !== undefined, version: version !== undefined, buildTag: buildTag !== undefined },
      replacedEnvVars: new Set(variables.map(({ name }) => name)),
    });
  const definition = text === undefined ? undefined : collectErrors(errors)(() => parse(text));
  if (text !== undefined && definition === undefined) return undefined;
  const missing = missingFromTarget({ actorId, version, buildTag }, definition);
  if (missing.length === 0) {
    return { definition, diagnostics: definition === undefined ? [missingFileWarning(workspace)] : [] };
  }
  errors.push(definition === undefined ? missingFile(workspace, missing) : missingFields(definition.file, missing));
  return definition && { definition, diagnostics: [] };
}

/** Finds invalid lines in the `files` input. */
async function checkPatterns({ source }: Partial<Inputs>, errors: ActionError[]): Promise<void> {
  const lines = source !== undefined && 'patterns' in source ? source.patterns.filter((line) => line !== '**') : [];
  if (lines.length === 0) return;
  const { findMistakes } = await import('../../source/rules/file-patterns.ts');
  errors.push(...findMistakes(lines));
}

/** Finds the places of the files to deploy, and mistakes in the paths for Docker, even if actor.json has other mistakes. */
async function findPlaces(
  { source, checks }: Partial<Inputs>,
  workspace: Workspace,
  actorJson: string | undefined,
  errors: ActionError[],
): Promise<UploadPlaces | undefined> {
  if (source === undefined || !('patterns' in source)) return undefined;
  const file = pathForMessages(workspace, '.actor', 'actor.json');
  // Text that is not an object was reported earlier.
  const paths = actorJson === undefined ? undefined : collectErrors([])(() => parseActorPaths(actorJson, file));
  return findUploadPlaces(workspace, paths, checks !== 'off').catch(keepError(errors));
}

/** The results of the checks of JSON files, and the settings in one of these files. */
interface CheckedFiles {
  readonly problems: readonly Problem[];
  /** Undefined if the `actor-settings` input is empty. */
  readonly settings: ActorSettings | undefined;
}

/** Checks the Actor's schemas and the `actor-settings` file. Reads only files in the workspace. */
async function checkFiles(
  { checks, actorSettings, source }: Inputs,
  workspace: Workspace,
  actorJson: string | undefined,
): Promise<CheckedFiles> {
  const place = { workspace: workspace.workspace, folder: workspace.shown };
  const isChecked = checks !== 'off' && isCheckedOut(source) && actorJson !== undefined;
  const [problems, file] = await Promise.all([
    isChecked ? checkDefinition({ ...place, text: actorJson }) : [],
    actorSettings === undefined ? undefined : readSettingsFile({ ...place, path: actorSettings }),
  ]);
  const isStrict = checks === 'strict';
  return {
    problems: [
      ...problems.map((problem) => (isStrict ? { ...problem, level: 'error' as const } : problem)),
      ...(file?.problems ?? []),
    ],
    settings: file?.settings,
  };
}

async function readSettingsFile(request: Parameters<typeof readSettings>[0]): Promise<CheckedFiles> {
  const { readSettings } = await import('../../actor/settings.ts');
  return readSettings(request);
}
