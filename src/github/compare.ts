import { visible } from '../text.ts';
import { createGitHubClient, type GitHubAccess, type RequestTools } from './client.ts';

/** A file that differs between two commits. A renamed file is listed under both names. */
export interface ChangedFile {
  /** POSIX path from the repository's root. */
  readonly path: string;
  /** The file no longer exists under this name. */
  readonly removed: boolean;
  /** The new name of a renamed file, if the comparison looked for renames. */
  readonly renamedTo?: string;
}

/** Why there is no response. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  /** Continues a sentence after "because". Contains no quotes, because workflows may put it into a script. */
  readonly why: string;
  /** The API's message: text from outside. */
  readonly detail?: string;
  /** How to avoid it: a sentence. */
  readonly hint?: string;
}

export interface Comparison {
  readonly kind: 'files';
  readonly files: readonly ChangedFile[];
  /** Hashes; the merge base is the commit that GitHub compared with. */
  readonly base: string;
  readonly mergeBase: string;
}

/** The API's list has at most this many files. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MAX_FILES = 300;

const FETCH_HISTORY = 'If actions/checkout fetches the whole history (fetch-depth: 0), no request to GitHub is needed.';

/** The response as far as it is used; any part may be missing. */
interface ComparisonBody {
  readonly status?: unknown;
  readonly files?: unknown;
  readonly base_commit?: { readonly sha?: unknown } | null;
  readonly merge_base_commit?: { readonly sha?: unknown } | null;
}

/**
 * Requests the files that differ between two commits. GitHub compares from the merge base; with `from: 'base'`, there
 * is
 * no answer if that is a different commit.
 */
export async function compareOnGitHub(
  access: GitHubAccess,
  { base, head, from }: { readonly base: string; readonly head: string; readonly from: 'base' | 'merge-base' },
  tools: RequestTools,
): Promise<Comparison | NoAnswer> {
  try {
    const { rest, owner, repo } = await createGitHubClient(access, tools);
    // The first page has all files, so one commit is enough.
    const query = { owner, repo, basehead: `${base}...${head}`, page: 1, per_page: 1 };
    const response = await rest.repos.compareCommitsWithBasehead(query);
    const redirect = explainRedirect(response, FETCH_HISTORY);
    if (redirect !== undefined) return redirect;
    const { status, files, base_commit: baseCommit, merge_base_commit: mergeBase } = bodyOf(response.data);
    if (from === 'base' && (status === 'diverged' || status === 'behind')) {
      return noAnswer('the push was forced, and the compare API of GitHub compares only from the merge base');
    }
    if (!Array.isArray(files) || !files.every(isFile)) {
      return noAnswer('the response of the compare API of GitHub does not list any files', { hint: FETCH_HISTORY });
    }
    if (files.length >= MAX_FILES) {
      return noAnswer(`the compare API of GitHub lists at most ${MAX_FILES} files, and more may have changed`);
    }
    const baseSha = hashOf(baseCommit) ?? base;
    return { kind: 'files', files: files.flatMap(filesOf), base: baseSha, mergeBase: hashOf(mergeBase) ?? baseSha };
  } catch (error) {
    tools.signal.throwIfAborted();
    return explainFailure(error, {
      permission: 'contents: read',
      missing: 'neither local Git nor GitHub has the commit to compare with',
      hint: FETCH_HISTORY,
    });
  }
}

function noAnswer(why: string, more: Pick<NoAnswer, 'detail' | 'hint'> = {}): NoAnswer {
  return { kind: 'no-answer', why, ...more };
}

/** A renamed or transferred repository answers with a redirect, which is not followed. */
export function explainRedirect({ status }: { readonly status: number }, hint: string): NoAnswer | undefined {
  if (status < 300) return undefined;
  return noAnswer('GitHub redirected the request, because the repository was renamed or moved', { hint });
}

function bodyOf(data: unknown): ComparisonBody {
  return typeof data === 'object' && data !== null ? data : {};
}

function hashOf(commit: { readonly sha?: unknown } | null | undefined): string | undefined {
  return typeof commit?.sha === 'string' && /^[0-9a-f]{40,64}$/.test(commit.sha) ? commit.sha : undefined;
}

interface ListedFile {
  readonly filename: string;
  readonly status?: unknown;
  readonly previous_filename?: unknown;
}

function isFile(file: unknown): file is ListedFile {
  return typeof file === 'object' && file !== null && 'filename' in file && typeof file.filename === 'string';
}

function filesOf({ filename, status, previous_filename: before }: ListedFile): readonly ChangedFile[] {
  const file = { path: filename, removed: status === 'removed' };
  if (typeof before !== 'string') return [file];
  // A copied file has a previous name too, which still exists.
  return status === 'renamed'
    ? [{ path: before, removed: true, renamedTo: filename }, file]
    : [{ path: before, removed: false }, file];
}

/** What to say if a request fails. */
export interface FailureTexts {
  /** The permission that the request needs. */
  readonly permission: string;
  /** The reason if the response is 404. */
  readonly missing: string;
  readonly hint: string;
}

/** An error of octokit has `response` if the API answered. */
export function explainFailure(error: unknown, { permission, missing, hint }: FailureTexts): NoAnswer {
  const { status, response, message } = error as { status?: unknown; response?: unknown; message?: unknown };
  const detail = visible(typeof message === 'string' ? message : String(error));
  if (typeof status !== 'number' || response === undefined) {
    return noAnswer('the API of GitHub could not be reached', { detail, hint });
  }
  if (status === 404) return noAnswer(missing, { detail, hint });
  const why = `the API of GitHub responded with ${status}`;
  return noAnswer(why, { detail, hint: status < 500 ? `Add permissions to the job: ${permission}. ${hint}` : hint });
}
