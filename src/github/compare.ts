import { isGitPath } from '../runner/git.ts';
import { type ChangedFile, isCommitHash, type NoAnswer, noAnswer, readField } from './answers.ts';
import { type GitHubAccess, type RequestTools, requestGitHub } from './client.ts';

export interface Comparison {
  readonly kind: 'files';
  readonly files: readonly ChangedFile[];
  /** Hashes. The merge base is the commit that GitHub compared with. */
  readonly base: string;
  readonly mergeBase: string;
}

/** The maximum number of files in a response. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MAX_FILES = 300;

const FETCH_HISTORY = 'If actions/checkout fetches the whole history (fetch-depth: 0), no request to GitHub is needed.';

/**
 * Requests the files that differ between two commits. GitHub always compares with the merge base. If `from` is `base`,
 * there is no result unless both are the same commit.
 */
export async function compareOnGitHub(
  access: GitHubAccess,
  { base, head, from }: { readonly base: string; readonly head: string; readonly from: 'base' | 'merge-base' },
  tools: RequestTools,
): Promise<Comparison | NoAnswer> {
  const answer = await requestGitHub(access, tools, {
    // The first page contains all files, so one commit is enough.
    send: ({ rest, owner, repo }) =>
      rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}`, page: 1, per_page: 1 }),
    permission: 'contents: read',
    missing: 'neither local Git nor GitHub has the commit to compare with',
    hint: FETCH_HISTORY,
  });
  if (answer.kind === 'no-answer') return answer;
  const { status, files } = answer.data;
  if (from === 'base' && (status === 'diverged' || status === 'behind')) {
    return noAnswer('the push was forced, and the compare API of GitHub compares only from the merge base');
  }
  if (!Array.isArray(files) || !files.every(isFile)) {
    return noAnswer('the response of the compare API of GitHub does not list any files', { hint: FETCH_HISTORY });
  }
  if (files.length >= MAX_FILES) {
    return noAnswer(`the compare API of GitHub lists at most ${MAX_FILES} files, and more may have changed`);
  }
  const changed = files.flatMap(filesOf);
  if (!changed.every(({ path }) => isGitPath(path))) {
    return noAnswer('the response of the compare API of GitHub lists a path that is not in the repository', {
      hint: FETCH_HISTORY,
    });
  }
  const hashOf = (commit: string, otherwise: string): string => {
    const sha = readField(answer.data, commit, 'sha');
    return isCommitHash(sha) ? sha : otherwise;
  };
  const baseSha = hashOf('base_commit', base);
  return {
    kind: 'files',
    files: changed,
    base: baseSha,
    mergeBase: hashOf('merge_base_commit', baseSha),
  };
}

interface ListedFile {
  readonly filename: string;
  readonly status?: unknown;
  readonly previous_filename?: unknown;
}

function isFile(file: unknown): file is ListedFile {
  return typeof readField(file, 'filename') === 'string';
}

function filesOf({ filename, status, previous_filename: before }: ListedFile): readonly ChangedFile[] {
  const file = { path: filename, removed: status === 'removed' };
  if (typeof before !== 'string') return [file];
  // A copied file also has a previous name, but the original still exists.
  return status === 'renamed'
    ? [{ path: before, removed: true, renamedTo: filename }, file]
    : [{ path: before, removed: false }, file];
}
