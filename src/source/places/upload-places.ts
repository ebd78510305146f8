import { statSync } from 'node:fs';
import path, { posix } from 'node:path';
import { type ActorDefinition, defaultFiles } from '../../actor/definition.ts';
import type { Diagnostic } from '../../errors.ts';
import { nameFrom, placeIn } from '../../paths.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { realPath } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import type { UploadRoot } from '../files/source-file.ts';
import { errorAt } from './definition-error.ts';
import { deploymentPlaces, isRelative, isWithin, type PlacedReference } from './deployment-places.ts';

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

/** @param isChecked whether the checks have already reported missing files. */
export async function findUploadPlaces(
  workspace: Workspace,
  definition: ActorDefinition | undefined,
  isChecked = false,
): Promise<UploadPlaces> {
  const { workspace: top, workingDirectory, shown } = workspace;
  const isFile = (place: string): boolean => statAt(placeIn(top, place))?.isFile() === true;
  const isDirectory = (place: string): boolean => statAt(placeIn(top, place))?.isDirectory() === true;
  const places = deploymentPlaces(shown, definition ?? { references: [] }, isFile);
  const fail = async (key: string, problem: string, hint: string): Promise<never> => {
    throw await errorAt(workspace, definition, { key, problem, hint });
  };
  const dockerfile = places.references.find(({ keys }) => keys[0] === 'dockerfile');
  if (dockerfile !== undefined && dockerfile.place === undefined) {
    await fail('dockerfile', 'leads out of the workspace', ways);
  }
  const { dockerContextDir = '' } = definition ?? {};
  const isContextInside = places.context === undefined || isWithin(places.context, '');
  if (!isContextInside || !isRelative(dockerContextDir)) {
    await fail('dockerContextDir', 'leads out of the workspace', ways);
  }
  const context = placeIn(top, places.context ?? shown);
  const isFolder = isDirectory(places.context ?? shown);
  if (places.context !== undefined && isFolder) {
    const real = nameFrom(top, realPath(context));
    if (real === undefined) await fail('dockerContextDir', 'leads out of the workspace', ways);
    else if (real !== places.context) {
      const correct = posix.relative(posix.join(shown, '.actor'), real);
      await fail('dockerContextDir', `is another path of the folder ${visible(real)}`, `Write "${visible(correct)}".`);
    }
  }
  const folder = placeIn(top, places.uploadRoot);
  const actorPath = nameFrom(folder, workingDirectory) || undefined;
  if (actorPath !== undefined && actorPath.length > MAX_ACTOR_PATH) {
    const problem = `requires an actorPath of ${actorPath.length} characters; the limit is ${MAX_ACTOR_PATH}`;
    await fail(places.context === undefined ? 'dockerfile' : 'dockerContextDir', problem, ways);
  }
  const root = { folder, shown: places.uploadRoot, actorPath };
  const named = (definition?.namedFiles ?? defaultFiles).map((name) => posix.join(shown, name));
  const unchecked = places.references.filter(
    ({ keys, exists, correction }) => !isChecked || keys[0] === 'dockerfile' || (exists && correction === undefined),
  );
  const found = places.references.flatMap(({ place, exists }) => (exists && place !== undefined ? [place] : []));
  return {
    root,
    otherFolders: places.context === undefined || !isFolder ? [] : [context],
    namedFiles: [...new Set([...named, ...found])].filter(isPortable).flatMap((place) => nameIn(root.shown, place)),
    dockerfile,
    diagnostics: [
      ...reportReferences(definition, unchecked, root),
      ...(definition?.dockerContextDir === undefined || isDirectory(posix.join(shown, '.actor', dockerContextDir))
        ? []
        : [missingContext(definition)]),
      ...(actorPath === undefined ? [] : [reportRoot(root.shown, actorPath)]),
    ],
  };
}

const ways =
  'Let Apify build from Git (source-type: GIT_REPO), or set working-directory to a folder of the workspace that contains everything that Docker needs.';

function reportReferences(
  definition: ActorDefinition | undefined,
  references: readonly PlacedReference[],
  { shown }: UploadRoot,
): readonly Diagnostic[] {
  const { file = '' } = definition ?? {};
  return references.flatMap(({ keys, written, place, exists, correction }): readonly Diagnostic[] => {
    const isUnused = keys[0] === 'inputSchema' && references.some(({ keys: [key] }) => key === 'input');
    const name = `${file}: ${keys.map(visible).join('.')} "${visible(written)}"`;
    const warn = (problem: string): readonly Diagnostic[] => {
      return [{ level: 'warning', message: `${name} ${problem}`, place: { file } }];
    };
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

function missingContext({ file, dockerContextDir = '' }: ActorDefinition): Diagnostic {
  const message = `${file}: dockerContextDir "${visible(dockerContextDir)}" is not a folder. The path is relative to .actor/, with / between folders.`;
  return { level: 'warning', message, place: { file } };
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
