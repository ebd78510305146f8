import { type ActorDefinition, defaultFiles } from '../actor/definition.ts';
import type { VersionSource } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import type { Git } from '../runner/git.ts';
import type { Secret } from '../runner/secrets.ts';
import type { Workspace } from '../runner/workspace.ts';
import { archiveNotice } from './archive/archive-notice.ts';
import { packArchive } from './archive/pack-archive.ts';
import { uploadArchive } from './archive/upload.ts';
import { checkDocker } from './checks/docker.ts';
import { createInspection, findEmptyFiles } from './checks/inspection.ts';
import { type CollectedSource, type PreparedSource, ready } from './collected-source.ts';
import { encodeFiles, fitsIntoBody } from './files/encode-files.ts';
import { listSourceFiles } from './files/list-files.ts';
import type { SourceFile } from './files/source-file.ts';
import type { SourceFacts } from './source.ts';

export interface FileSourceRequest {
  readonly workspace: Workspace;
  readonly definition: ActorDefinition | undefined;
  /** What no file may hold; the first that is called `token` is the Apify token. */
  readonly secrets: readonly Secret[];
  readonly git: Git;
  /** The runner's folder for what is no part of the checkout. */
  readonly temporaryFolder: string | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Files of the working directory, in the request itself where they fit there, else as an archive.
 * @throws ActionError where there are none, or one cannot be sent or holds a secret.
 */
export async function collectFileSource(
  request: FileSourceRequest,
  patterns: readonly string[],
  { mustPack }: { readonly mustPack: boolean },
): Promise<CollectedSource> {
  const { workspace, definition, git, signal } = request;
  const namedFiles = definition?.namedFiles ?? defaultFiles;
  const options = { workspace, git, ...(signal === undefined ? {} : { signal }) };
  const listed = await listSourceFiles({ ...options, patterns, namedFiles });
  const { files } = listed;
  const names = new Set(files.map(({ name }) => name));
  const diagnostics = [...listed.diagnostics, ...(await checkDocker({ definition, names, workspace }))];

  const archive = (reason: 'asked' | 'content'): CollectedSource => ({
    facts: factsOf(files, { archived: true }),
    diagnostics,
    planned: archiveToCome,
    prepare: async (_otherBytes, stop) => {
      const packed = await pack(request, files, stop);
      return { ...packed, diagnostics: [...packed.diagnostics, archiveNotice(files, reason)] };
    },
  });
  if (mustPack) return archive('asked');
  const inspection = createInspection(request.secrets, workspace);
  const encoded = await encodeFiles(files, inspection.look, signal);
  if (encoded.kind === 'too-large') return archive('content');

  const facts = factsOf(files, { archived: false });
  return {
    facts,
    diagnostics: [...diagnostics, ...(await inspection.conclude(git, signal))],
    planned: filesToCome,
    prepare: async (otherBytes, stop) => {
      if (!fitsIntoBody(encoded, otherBytes)) {
        return { ...(await pack(request, files, stop)), diagnostics: [archiveNotice(files, 'body')] };
      }
      const source: VersionSource = { sourceType: 'SOURCE_FILES', sourceFiles: encoded.sourceFiles };
      return ready({ source, facts, diagnostics: findEmptyFiles(files), planned: filesToCome, fileNames: [...names] });
    },
  };
}

const filesToCome: VersionSource = { sourceType: 'SOURCE_FILES', sourceFiles: [] };
const archiveToCome: VersionSource = { sourceType: 'TARBALL', tarballUrl: '' };

/** Packs files and looks at them on the way. The upload waits until the Actor is known, whose store it goes to. */
async function pack(
  { workspace, secrets, git, temporaryFolder }: FileSourceRequest,
  files: readonly SourceFile[],
  signal: AbortSignal | undefined,
): Promise<PreparedSource> {
  const look = createInspection(secrets, workspace);
  const archive = await packArchive(files, { temporaryFolder, workspace: workspace.workspace, look, signal });
  let diagnostics: readonly Diagnostic[];
  try {
    diagnostics = await look.conclude(git, signal);
  } catch (error) {
    await archive.remove();
    throw error;
  }
  return {
    facts: factsOf(files, { archived: true }),
    diagnostics,
    planned: archiveToCome,
    fileNames: files.map(({ name }) => name),
    toSend: ({ api, versionNumber, now }) => {
      return (actor) => uploadArchive(api, archive, { actorId: actor.id, versionNumber, now: now() });
    },
    [Symbol.asyncDispose]: archive.remove,
  };
}

function factsOf(files: readonly SourceFile[], { archived }: { readonly archived: boolean }): SourceFacts {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}
