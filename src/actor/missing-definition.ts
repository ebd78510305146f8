import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import { type ActorFolder, exists, pathForMessages } from './read-actor-json.ts';

const ways = {
  'actor-id': 'the Actor: set the input actor-id (`username/name` or its ID), or "name" in',
  version: 'the version: set the input version (\'0.1\' for example), or "version" in',
} as const;

/**
 * The error for what no input gives and actor.json does not tell, mostly because there is none: what is missing, both
 * ways to give it, and how to move an actor.json or apify.json that is not read where it lies.
 */
export async function missingDefinition(
  request: ActorFolder & { readonly missing: readonly ('actor-id' | 'version')[] },
): Promise<ActionError> {
  const file = pathForMessages(request, '.actor', 'actor.json');
  const hints = request.missing.map((name) => `To give ${ways[name]} ${file}.`);
  const fields = request.missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
  if (await exists(join(request.workingDirectory, '.actor', 'actor.json'))) {
    return new ActionError(`${file} has no ${fields.join(' and no ')}, and the input${list(request.missing)} empty`, {
      hint: hints.join(' '),
      place: { file },
    });
  }
  const elsewhere = await findElsewhere(request, file);
  return new ActionError(`There is no ${file}, and the input${list(request.missing)} empty`, {
    hint: [elsewhere?.hint ?? (await explainEmptiness(request)), ...hints]
      .filter((hint) => hint !== undefined)
      .join(' '),
    ...(elsewhere === undefined ? {} : { place: { file: elsewhere.file } }),
  });
}

function list(missing: readonly string[]): string {
  if (missing.length === 1) return ` ${missing[0]} is`;
  return `s ${missing.slice(0, -1).join(', ')} and ${missing.at(-1)} are`;
}

async function findElsewhere(
  folder: ActorFolder,
  file: string,
): Promise<{ readonly file: string; readonly hint: string } | undefined> {
  const atRoot = pathForMessages(folder, 'actor.json');
  if (await exists(join(folder.workingDirectory, 'actor.json'))) {
    const hint = `${atRoot} is not read there: move it (\`mkdir -p ${pathForMessages(folder, '.actor')} && git mv ${atRoot} ${file}\`); paths in it are then relative to .actor/.`;
    return { file: atRoot, hint };
  }
  const old = pathForMessages(folder, 'apify.json');
  if (await exists(join(folder.workingDirectory, 'apify.json'))) {
    const hint = `${old} is of the old form and not read: move its name, version and buildTag to ${file}, beside "actorSpecification": 1; env is called environmentVariables there.`;
    return { file: old, hint };
  }
  return undefined;
}

/** Why there may be nothing at all: a folder that is not there, or a repository that was not checked out. */
async function explainEmptiness({ workspace, workingDirectory }: ActorFolder): Promise<string | undefined> {
  const names = await readdir(workspace).catch(() => []);
  if (names.length === 0) return 'The workspace is empty: run actions/checkout before this step.';
  if (await exists(workingDirectory)) return undefined;
  return `The working directory ${pathForMessages({ workspace, workingDirectory })} is not there: see the input working-directory.`;
}
