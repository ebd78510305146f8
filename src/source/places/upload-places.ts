import { posix } from 'node:path';
import type { ActorPaths } from '../../actor/definition.ts';
import { locateProblems } from '../../actor/locate-problems.ts';
import { isReplaced, listDefaultFiles } from '../../actor/named-files.ts';
import { readActorJson } from '../../actor/read-actor-json.ts';
import { errorAt, type SchemaProblem } from '../../actor/schema-problem.ts';
import { type Diagnostic, type Problem, problemsError } from '../../errors.ts';
import { isInGitFolder, nameBelow, nameFrom, placeIn } from '../../paths.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { realPath, statusOf } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import { createSpelling } from '../files/file-names.ts';
import type { UploadRoot } from '../files/source-file.ts';
import { deploymentPlaces, isRelative, isWithin, type PlacedReference, showPath } from './deployment-places.ts';
import { missingDockerfile } from './missing-dockerfile.ts';

/** Which files a deployment reads, and which folder their names are relative to. */
export interface UploadPlaces {
  readonly root: UploadRoot;
  /** Absolute paths of folders to upload in addition to the working directory. */
  readonly otherFolders: readonly string[];
  /** Names of files that are always deployed if they exist. */
  readonly namedFiles: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The maximum length of `actorPath` in characters. Source: UpdateVersionRequest in the reference of Apify's Python
 * client 3.5.
 */
const MAX_ACTOR_PATH = 255;

/**
 * @param isChecked whether the checks have reported files that do not exist.
 * @throws ActionError with all mistakes in the paths of the Dockerfile and of Docker's context.
 */
export async function findUploadPlaces(
  workspace: Workspace,
  definition: ActorPaths | undefined,
  isChecked = false,
): Promise<UploadPlaces> {
  const { workspace: top, workingDirectory, shown } = workspace;
  const isSpelledOtherwise = createSpelling(top);
  const isFile = (place: string): boolean =>
    statusOf(placeIn(top, place))?.isFile() === true && !isInGitFolder(place) && !isSpelledOtherwise(place);
  const isFolder = (place: string): boolean => statusOf(placeIn(top, place))?.isDirectory() === true;
  const { context, uploadRoot, references } = deploymentPlaces(shown, definition ?? { references: [] }, isFile);
  const folder = placeIn(top, uploadRoot);
  const actorPath = nameFrom(folder, workingDirectory) || undefined;
  const root = { folder, shown: uploadRoot, actorPath };
  const { dockerContextDir = '' } = definition ?? {};
  const mistakes = [
    ...references.flatMap((reference) => checkDockerfile(reference, root)),
    ...checkContext(workspace, dockerContextDir, { context, isFolder }),
  ];
  if (mistakes.length === 0 && actorPath !== undefined && actorPath.length > MAX_ACTOR_PATH) {
    const key = context === undefined ? 'dockerfile' : 'dockerContextDir';
    const length = `${actorPath.length} characters; the limit is ${MAX_ACTOR_PATH}`;
    mistakes.push(errorAt([key], `${showPath(definition?.[key] ?? '')} requires an actorPath of ${length}`, ways));
  }
  if (mistakes.length > 0) throw problemsError(await locate(workspace, definition, mistakes));
  const unchecked = references.filter(
    ({ keys, exists, correction }) => !isChecked || keys[0] === 'dockerfile' || (exists && correction === undefined),
  );
  const reports = [...reportReferences(unchecked, root)];
  if (!isFolder(posix.join(shown, '.actor', dockerContextDir || '..'))) {
    reports.push(reportPath(['dockerContextDir'], dockerContextDir, notAFolder));
  }
  const named = (definition?.defaultFiles ?? listDefaultFiles({})).map((name) => posix.join(shown, name));
  const found = references.flatMap(({ place, exists }) => (exists && place !== undefined ? [place] : []));
  return {
    root,
    otherFolders: context !== undefined && isFolder(context) ? [placeIn(top, context)] : [],
    namedFiles: [...new Set([...named, ...found])].flatMap((place) => nameBelow(uploadRoot, place) ?? []),
    diagnostics: [
      ...(await locate(workspace, definition, reports)).map(toWarning),
      ...(actorPath === undefined ? [] : [reportRoot(uploadRoot, actorPath)]),
    ],
  };
}

/** Adds the positions in actor.json. */
async function locate(
  workspace: Workspace,
  { file = '' }: Partial<ActorPaths> = {},
  problems: readonly SchemaProblem[],
): Promise<readonly Problem[]> {
  if (problems.length === 0) return [];
  return locateProblems(file, (await readActorJson(workspace)) ?? '', problems);
}

function toWarning({ file, line, column, message }: Problem): Diagnostic {
  return { level: 'warning', message: `${file}: ${message}`, place: { file, line, column } };
}

const ways =
  'Let Apify build from Git (source-type: GIT_REPO), or set working-directory to a folder of the workspace that contains everything that Docker needs.';

function checkDockerfile(reference: PlacedReference, root: UploadRoot): readonly SchemaProblem[] {
  const { keys, written, place, exists } = reference;
  if (keys[0] !== 'dockerfile' || exists) return [];
  if (place === undefined) return [errorAt(keys, `${showPath(written)} leads out of the workspace`, ways)];
  return [missingDockerfile({ ...reference, place }, root)];
}

function checkContext(
  { workspace: top, shown }: Workspace,
  written: string,
  { context, isFolder }: { readonly context: string | undefined; readonly isFolder: (place: string) => boolean },
): readonly SchemaProblem[] {
  const keys = ['dockerContextDir'];
  const outside = [errorAt(keys, `${showPath(written)} leads out of the workspace`, ways)];
  if (!isRelative(written) || (context !== undefined && !isWithin(context, ''))) return outside;
  if (context === undefined || !isFolder(context)) return [];
  const real = nameFrom(top, realPath(placeIn(top, context)));
  if (real === undefined) return outside;
  if (real === context) return [];
  const correct = posix.relative(posix.join(shown, '.actor'), real);
  const message = `${showPath(written)} is another path of the folder ${visible(real)}`;
  return [errorAt(keys, message, `Write "${visible(correct)}".`)];
}

/** @param text the end of a sentence that begins with the path, and what to do. */
function reportPath(keys: readonly string[], written: string, text: string): SchemaProblem {
  return { level: 'warning', path: keys, message: `${showPath(written)} ${text}`, hint: '' };
}

const notAFolder = 'is not a folder. The path is relative to .actor/, with / between folders.';

function reportReferences(references: readonly PlacedReference[], { shown }: UploadRoot): readonly SchemaProblem[] {
  const byKey = Object.fromEntries(references.map(({ keys: [key], written }) => [key, written]));
  return references.flatMap(({ keys, written, place, exists, correction }): readonly SchemaProblem[] => {
    const isUnused = isReplaced(keys[0] ?? '', byKey);
    const warn = (text: string): readonly SchemaProblem[] => [reportPath(keys, written, text)];
    if (isUnused) return [];
    if (correction !== undefined && place !== undefined) {
      return warn(`does not exist, so ${visible(place)} is used. Write "${visible(correction)}".`);
    }
    if (keys[0] === 'dockerfile') return [];
    if (place === undefined) return warn('leads out of the workspace, so it is not deployed.');
    if (!exists) return warn('does not exist. The path is relative to .actor/.');
    if (isWithin(place, shown)) return [];
    return warn("is outside the folder that is deployed, so it is not deployed. Move it into the Actor's folder.");
  });
}

function reportRoot(shown: string, actorPath: string): Diagnostic {
  const root = shown === '' ? 'the root of the workspace' : visible(shown);
  const message = `Docker needs files outside the working directory, so the upload starts at ${root} and actorPath is ${visible(actorPath)}`;
  return { level: 'info', message };
}
