import type { ChangedFile, ChangedFiles } from '../changes/changed-files.ts';
import { type Everything, everything, type Range } from '../changes/range.ts';
import { VERSION } from '../runner/version.ts';
import { visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';

/** A repository on GitHub or an Enterprise Server. */
export interface GitHubRepository {
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly name: string;
  readonly token: string;
}

/** Files that the API lists at most, all on its first page. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MOST_FILES = 300;

/** Milliseconds that an answer is waited for, attempts and all. */
const PATIENCE_MS = 20_000;

/** A server's own trouble, and broken connections: so often it is asked. */
const MOST_ATTEMPTS = 3;

/** The API's answer as far as it is used; anything may be missing. */
interface Comparison {
  readonly status?: unknown;
  readonly files?: unknown;
  readonly merge_base_commit?: { readonly sha?: unknown };
}

/**
 * Asks GitHub which files differ. It compares from the merge base always; where that is not the base that is meant, or
 * the list may be cut, or nothing can be had, the answer is everything, and why.
 */
export async function compareOnGitHub(
  repository: GitHubRepository,
  { base, head, from }: Range & { readonly head: string },
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ChangedFiles | Everything> {
  const limit = limitTime(clock, PATIENCE_MS);
  try {
    const {
      status,
      files,
      merge_base_commit: mergeBase,
    } = await ask(repository, `${base}...${head}`, {
      clock,
      signal: AbortSignal.any([signal, limit.signal]),
    });
    if (from === 'base' && (status === 'diverged' || status === 'behind')) {
      return everything('the push was forced, and GitHub compares from the merge base only');
    }
    if (!Array.isArray(files) || !files.every(isFile)) {
      return everything('the answer of the compare API of GitHub lists no files', { hint: wholeHistory });
    }
    if (files.length >= MOST_FILES) {
      return everything(`the compare API of GitHub lists ${MOST_FILES} files at most, and more may have changed`);
    }
    const comparedWith = typeof mergeBase?.sha === 'string' ? mergeBase.sha : base;
    return { kind: 'files', files: files.flatMap(namesOf), base: comparedWith, head, by: 'the compare API of GitHub' };
  } catch (error) {
    signal.throwIfAborted();
    if (limit.signal.aborted) {
      return everything(`the compare API of GitHub did not answer within ${PATIENCE_MS / 1000} seconds`, {
        hint: wholeHistory,
      });
    }
    return explain(error);
  } finally {
    limit.end();
  }
}

async function ask(
  { apiUrl, name, token }: GitHubRepository,
  basehead: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Comparison> {
  // Loaded here only: most runs need no API, and it reads the event's file when it is loaded.
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, {
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: `deploy-apify-actor/${VERSION}`,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const [owner = '', repo = ''] = name.split('/');
  for (let attempt = 1; ; attempt += 1) {
    try {
      // One commit is enough: the files are all on the first page.
      const query = { owner, repo, basehead, page: 1, per_page: 1 };
      const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        ...query,
        request: { signal },
      });
      return typeof data === 'object' && data !== null ? data : {};
    } catch (error) {
      const { status } = error as { readonly status?: unknown };
      if (attempt === MOST_ATTEMPTS || signal.aborted || typeof status !== 'number' || status < 500) throw error;
      await clock.sleep(500 * 2 ** attempt * (0.5 + clock.random() / 2), signal);
    }
  }
}

/** What is worth telling is told as the reason. */
function quiet(): void {}

interface ListedFile {
  readonly filename: string;
  readonly status?: unknown;
  readonly previous_filename?: unknown;
}

function isFile(file: unknown): file is ListedFile {
  return typeof file === 'object' && file !== null && 'filename' in file && typeof file.filename === 'string';
}

function namesOf({ filename, status, previous_filename: before }: ListedFile): readonly ChangedFile[] {
  const file = { path: filename, removed: status === 'removed' };
  return typeof before === 'string' ? [{ path: before, removed: status === 'renamed' }, file] : [file];
}

/** The error of an answer has it at `response`; without one there was none. */
function explain(error: unknown): Everything {
  const { status, response, message } = error as { status?: unknown; response?: unknown; message?: unknown };
  const detail = visible(typeof message === 'string' ? message : String(error));
  if (typeof status !== 'number' || response === undefined) {
    return everything('the compare API of GitHub could not be reached', { detail, hint: wholeHistory });
  }
  const hint = status < 500 ? `The job needs permissions: contents: read. ${wholeHistory}` : wholeHistory;
  const why =
    status === 404
      ? 'neither local Git nor GitHub has the commit to compare with'
      : `the compare API of GitHub answered ${status}`;
  return everything(why, { detail, hint });
}

const wholeHistory = 'Where actions/checkout fetches the whole history (fetch-depth: 0), local Git can answer.';
