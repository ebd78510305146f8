import type { Actor, ApifyApi, VersionSource } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import type { SourceFacts } from './source.ts';

/** A source that is known and checked, as far as that goes without the rest of the version's request. */
export interface CollectedSource {
  readonly facts: SourceFacts;
  readonly diagnostics: readonly Diagnostic[];
  /** The source as a plan tells it: without the files' content, and without the address of an archive to come. */
  readonly planned: VersionSource;
  /**
   * Makes all ready to be sent, before the first write: an archive is complete then, and checked.
   * @param otherBytes of the version's request without files, which decide whether it stays within the API's limit.
   * @throws ActionError where a file cannot be read or holds a secret, or the archive cannot be written.
   */
  prepare(otherBytes: number, signal?: AbortSignal): Promise<PreparedSource>;
}

/** A source that waits to be sent. Disposing of it removes what was made for it on the disk. */
export interface PreparedSource extends AsyncDisposable {
  readonly facts: SourceFacts;
  /** What is not among those of the collected source. */
  readonly diagnostics: readonly Diagnostic[];
  readonly planned: VersionSource;
  /** Of the files that are sent, in order; empty where none are. */
  readonly fileNames: readonly string[];
  /**
   * The source itself, or the upload that gives it where the Actor must be known first.
   * @param tools.api whose requests end when the run is cancelled.
   * @param tools.now ms since 1970.
   */
  toSend(tools: UploadTools): VersionSource | ((actor: Actor) => Promise<VersionSource>);
}

export interface UploadTools {
  readonly api: ApifyApi;
  readonly versionNumber: string;
  readonly now: () => number;
}

/** A source that needs no upload of its own. */
export function ready(prepared: {
  readonly source: VersionSource;
  readonly facts: SourceFacts;
  readonly diagnostics?: readonly Diagnostic[];
  readonly planned?: VersionSource;
  readonly fileNames?: readonly string[];
}): PreparedSource {
  const { source, facts, diagnostics = [], planned = source, fileNames = [] } = prepared;
  return { facts, diagnostics, planned, fileNames, toSend: () => source, [Symbol.asyncDispose]: async () => {} };
}
