import { checkDefinition } from '../../actor/checks/check-definition.ts';
import { type ActorDefinition, type ActorPaths, parseActorDefinition, parsePartially } from '../../actor/definition.ts';
import { missingFields, missingFile, missingFileWarning } from '../../actor/missing-definition.ts';
import { pathForMessages, readActorJson } from '../../actor/read-actor-json.ts';
import type { ActorSettings } from '../../apify/api.ts';
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
import { chooseTarget, missingFromTarget } from '../../version/update-request.ts';
import { describeBaseUrl } from '../input-fields.ts';
import type { HiddenInputs } from './hidden-inputs.ts';
import { type Inputs, isCheckedOut, readInputs } from './inputs.ts';
import type { TestConfig, TestInputsContext } from './test-inputs.ts';

/** The deployment's inputs and actor.json, read and checked before the first request. */
export type DeployConfig = Awaited<ReturnType<typeof readConfig>>;

/** @throws ActionError that lists all problems with the inputs, working directory, variables and JSON files. */
export async function readConfig(raw: RawInputs, { plain, secret }: HiddenInputs['lines']) {
  const errors: ActionError[] = [];
  const keep = keepError(errors);
  const inputs = readInputs(raw, errors);
  await checkPatterns(inputs, errors);
  const workspace = await findWorkspace(raw.workspace, raw.workingDirectory).catch(keep);
  const read = workspace && (await readActorJson(workspace).then((text) => ({ workspace, text }), keep));
  const found = read && readDefinition(raw, read, { plain, secret }, errors);
  const definition = found?.definition;
  const file = workspace === undefined ? '.actor/actor.json' : pathForMessages(workspace, '.actor', 'actor.json');
  const { text } = read ?? {};
  // Text that is not an object was reported earlier.
  const partial = text === undefined ? undefined : collectErrors([])(() => parsePartially(text, file));
  const envVars = wantedEnvVars({
    fromDefinition: partial?.environmentVariables ?? (found && {}),
    definitionFile: file,
    plain,
    secret,
    secretsRequired: !inputs.dryRun || inputs.token !== undefined,
    token: inputs.token,
  });
  errors.push(...envVars.errors);
  const places = workspace && (await findPlaces(inputs, workspace, partial).catch(keep));
  const test = await readTest(raw, { inputs, workspace, definition }, errors);
  const checked = workspace && (await checkFiles(inputs, workspace, text));
  const { error: wrong = [], warning: warnings = [] } = Object.groupBy(checked?.problems ?? [], ({ level }) => level);
  if (wrong.length > 0) errors.push(problemsError(wrong));
  if (errors.length > 0 || workspace === undefined) {
    throw withWarnings(combineErrors(errors, 'mistakes in the inputs and files of this deployment'), warnings);
  }
  const { target, diagnostics } = chooseTarget(inputs, definition);
  return {
    inputs,
    workspace,
    definition,
    /** Undefined if the source is a URL. */
    places,
    target,
    wanted: envVars.wanted,
    /** Undefined if there is no test run, so that the tag moves as soon as the build succeeds. */
    test,
    /** Undefined if the `actor-settings` input is empty. */
    settings: checked?.settings,
    /** Warnings about JSON files. */
    problems: warnings,
    diagnostics: [
      ...describeBaseUrl(inputs.apiBaseUrl, raw.text('api-base-url') === ''),
      ...(definition === undefined ? [missingFileWarning(workspace)] : []),
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

/**
 * Parses actor.json.
 * @returns undefined if it is not valid, or if required values are missing. In these cases, adds errors.
 */
function readDefinition(
  raw: RawInputs,
  { workspace, text }: { readonly workspace: Workspace; readonly text: string | undefined },
  { plain, secret }: HiddenInputs['lines'],
  errors: ActionError[],
): { readonly definition: ActorDefinition | undefined } | undefined {
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
  if (missing.length === 0) return { definition };
  errors.push(definition === undefined ? missingFile(workspace, missing) : missingFields(definition.file, missing));
  return definition && { definition };
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
  paths: ActorPaths | undefined,
): Promise<UploadPlaces | undefined> {
  if (source === undefined || !('patterns' in source)) return undefined;
  return findUploadPlaces(workspace, paths, checks !== 'off');
}

/** Checks the Actor's schemas and the `actor-settings` file. Reads only files in the workspace. */
async function checkFiles(
  { checks, actorSettings, source }: Inputs,
  { workspace, shown: folder }: Workspace,
  text: string | undefined,
): Promise<{ readonly problems: readonly Problem[]; readonly settings: ActorSettings | undefined }> {
  const isChecked = checks !== 'off' && isCheckedOut(source) && text !== undefined;
  const found = isChecked ? await checkDefinition({ workspace, folder, text }) : [];
  const problems = checks === 'strict' ? found.map((problem) => ({ ...problem, level: 'error' as const })) : found;
  if (actorSettings === undefined) return { problems, settings: undefined };
  const { readSettings } = await import('../../actor/settings.ts');
  const file = await readSettings({ workspace, folder, path: actorSettings });
  return { problems: [...problems, ...file.problems], settings: file.settings };
}
