import { statSync } from 'node:fs';
import path, { posix } from 'node:path';
import { type ActorPaths, defaultFiles } from '../../actor/definition.ts';
import { type Diagnostic, problemsError } from '../../errors.ts';
import { nameFrom, placeIn } from '../../paths.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { realPath } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import type { UploadRoot } from '../files/source-file.ts';
import { type PathMistake, placesOf, problemAt } from './definition-error.ts';
import { deploymentPlaces, isRelative, isWithin, type PlacedReference } from './deployment-places.ts';
import { missingDockerfile } from './missing-dockerfile.ts';

/** Which files a deployment reads, and which folder their names are relative to. */
export interface UploadPlaces {
  readonly root: UploadRoot;
  /** Absolute paths of folders to upload in addition to the working directory. */
  readonly otherFolders: readonly string[];
  /** Names of files that are always deployed if they exist. */
  readonly namedFiles: readonly string[];
  readonly dockerfile: PlacedReference | undefined;
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
  const isFile = (place: string): boolean => statAt(placeIn(top, place))?.isFile() === true;
  const isDirectory = (place: string): boolean => statAt(placeIn(top, place))?.isDirectory() === true;
  const places = deploymentPlaces(shown, definition ?? { references: [] }, isFile);
  const folder = placeIn(top, places.uploadRoot);
  const actorPath = nameFrom(folder, workingDirectory) || undefined;
  const root = { folder, shown: places.uploadRoot, actorPath };
  const dockerfile = places.references.find(({ keys }) => keys[0] === 'dockerfile');
  const mistakes = [...checkDockerfile(dockerfile, root), ...checkContext(workspace, definition, places.context)];
  if (mistakes.length === 0) mistakes.push(...checkActorPath(actorPath, places.context));
  if (mistakes.length > 0) {
    throw problemsError(await Promise.all(mistakes.map((mistake) => problemAt(workspace, definition, mistake))));
  }
  const isFolder = isDirectory(places.context ?? shown);
  const named = (definition?.namedFiles ?? defaultFiles).map((name) => posix.join(shown, name));
  const unchecked = places.references.filter(
    ({ keys, exists, correction }) => !isChecked || keys[0] === 'dockerfile' || (exists && correction === undefined),
  );
  const found = places.references.flatMap(({ place, exists }) => (exists && place !== undefined ? [place] : []));
  const isMissing =
    definition?.dockerContextDir !== undefined &&
    !isDirectory(posix.join(shown, '.actor', definition.dockerContextDir));
  const reports = [...reportReferences(unchecked, root), ...(isMissing ? [missingContext(definition)] : [])];
  return {
    root,
    otherFolders: places.context === undefined || !isFolder ? [] : [placeIn(top, places.context)],
    namedFiles: [...new Set([...named, ...found])].filter(isPortable).flatMap((place) => nameIn(root.shown, place)),
    dockerfile,
    diagnostics: [
      ...(await locate(workspace, definition, reports)),
      ...(actorPath === undefined ? [] : [reportRoot(root.shown, actorPath)]),
    ],
  };
}

const ways =
  'Let Apify build from Git (source-type: GIT_REPO), or set working-directory to a folder of the workspace that contains everything that Docker needs.';

function checkDockerfile(dockerfile: PlacedReference | undefined, root: UploadRoot): readonly PathMistake[] {
  if (dockerfile === undefined || dockerfile.exists) return [];
  if (dockerfile.place !== undefined) return [missingDockerfile(dockerfile, root)];
  return [{ key: 'dockerfile', problem: 'leads out of the workspace', hint: ways }];
}

function checkContext(
  { workspace: top, shown }: Workspace,
  { dockerContextDir = '' }: Partial<ActorPaths> = {},
  context: string | undefined,
): readonly PathMistake[] {
  const key = 'dockerContextDir';
  const outside = { key, problem: 'leads out of the workspace', hint: ways } as const;
  if (!isRelative(dockerContextDir)) return [outside];
  if (context === undefined) return [];
  if (!isWithin(context, '')) return [outside];
  const place = placeIn(top, context);
  if (statAt(place)?.isDirectory() !== true) return [];
  const real = nameFrom(top, realPath(place));
  if (real === undefined) return [outside];
  if (real === context) return [];
  const correct = posix.relative(posix.join(shown, '.actor'), real);
  return [{ key, problem: `is another path of the folder ${visible(real)}`, hint: `Write "${visible(correct)}".` }];
}

function checkActorPath(actorPath: string | undefined, context: string | undefined): readonly PathMistake[] {
  if (actorPath === undefined || actorPath.length <= MAX_ACTOR_PATH) return [];
  const problem = `requires an actorPath of ${actorPath.length} characters; the limit is ${MAX_ACTOR_PATH}`;
  return [{ key: context === undefined ? 'dockerfile' : 'dockerContextDir', problem, hint: ways }];
}

/** A warning about a path. The message continues a sentence that begins with actor.json. */
interface PathReport {
  readonly keys: readonly string[];
  readonly message: string;
}

async function locate(
  workspace: Workspace,
  { file = '' }: Partial<ActorPaths> = {},
  reports: readonly PathReport[],
): Promise<readonly Diagnostic[]> {
  const places = await placesOf(
    workspace,
    file,
    reports.map(({ keys }) => keys),
  );
  return reports.map(({ message }, index) => ({
    level: 'warning',
    message: `${file}: ${message}`,
    place: places[index] ?? { file },
  }));
}

function reportReferences(references: readonly PlacedReference[], { shown }: UploadRoot): readonly PathReport[] {
  return references.flatMap(({ keys, written, place, exists, correction }): readonly PathReport[] => {
    const isUnused = keys[0] === 'inputSchema' && references.some(({ keys: [key] }) => key === 'input');
    const name = `${keys.map(visible).join('.')} "${visible(written)}"`;
    const warn = (problem: string): readonly PathReport[] => [{ keys, message: `${name} ${problem}` }];
    if (isUnused) return [];
    if (correction !== undefined && place !== undefined) {
      return warn(`does not exist, so ${visible(place)} is used. Write "${visible(correction)}".`);
    }
    if (keys[0] === 'dockerfile') return [];
    if (place === undefined) return warn('leads out of the workspace, so it is not deployed.');
    if (!exists) return warn('does not exist. The path is relative to .actor/.');
    if (nameIn(shown, place).length > 0) return [];
    return warn("is outside the folder that is deployed, so it is not deployed. Move it into the Actor's folder.");
  });
}

function missingContext({ dockerContextDir = '' }: ActorPaths): PathReport {
  const message = `dockerContextDir "${visible(dockerContextDir)}" is not a folder. The path is relative to .actor/, with / between folders.`;
  return { keys: ['dockerContextDir'], message };
}

function reportRoot(shown: string, actorPath: string): Diagnostic {
  const root = shown === '' ? 'the root of the workspace' : visible(shown);
  const message = `Docker needs files outside the working directory, so the upload starts at ${root} and actorPath is ${visible(actorPath)}`;
  return { level: 'info', message };
}

/** Returns a path relative to a folder; nothing if it is outside. Both are relative to the workspace root. */
function nameIn(folder: string, place: string): readonly string[] {
  if (!isWithin(place, folder)) return [];
  return [folder === '' ? place : place.slice(folder.length + 1)];
}

/** Rejects `\` and `:` on Windows, where such a path could lead out of the folder. */
function isPortable(place: string): boolean {
  return path.sep === '/' || !/[\\:]/.test(place);
}

function statAt(place: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
