export const id = 874;
export const ids = [874,799];
export const modules = {

/***/ 874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readGitUrl: () => (/* binding */ readGitUrl)
});

// UNUSED EXPORTS: readCheckout

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __webpack_require__(4565);
;// CONCATENATED MODULE: ./build/runner/run-environment.js



/**
 * Size limit in bytes. GitHub's payloads have at most 25 MB.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap
 */
const MAX_BYTES = 32 * 1024 ** 2;
const problems = {
    missing: 'the file does not exist',
    outside: 'the file is a link',
    'not-a-file': 'it is not a regular file',
    'too-large': 'the file is larger than 32 MiB',
    unreadable: 'the file could not be read',
};
/**
 * Reads the event file carefully, because an earlier step may have replaced it with a pipe or a device.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
async function readRunEnvironment(variables = process.env) {
    const file = variables['GITHUB_EVENT_PATH'];
    if (!file)
        return { variables, payload: {}, eventProblem: undefined };
    try {
        const read = await (0,workspace_file/* readWorkspaceFile */.sL)((0,workspace_file/* realPath */.Ye)(external_node_path_.dirname(file)), file, MAX_BYTES);
        if (read.kind !== 'read')
            throw new Error(problems[read.kind]);
        return { variables, payload: JSON.parse(read.bytes.toString()), eventProblem: undefined };
    }
    catch (error) {
        return { variables, payload: undefined, eventProblem: (0,errors/* messageOf */.bD)(error) };
    }
}

;// CONCATENATED MODULE: ./build/github/answers.js
function noAnswer(why, more = {}) {
    return { kind: 'no-answer', why, ...more };
}
/** A full SHA-1 or SHA-256 hash. */
function isCommitHash(text) {
    return typeof text === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
/** Reads the value at these keys of a response or payload, which may have any structure. */
function readField(payload, ...keys) {
    return keys.reduce((value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined), payload);
}

;// CONCATENATED MODULE: ./build/github/run.js


/**
 * Reads the run. `context` in `@actions/github` contains the same facts, but it is only available together with the
 * client (1 MB), and importing it fails if the event file is not valid.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
async function readGitHubRun(environment) {
    const { variables, payload, eventProblem } = await readRunEnvironment(environment);
    const [, workflowFile] = /\/\.github\/workflows\/([^/@]+)@/.exec(variables['GITHUB_WORKFLOW_REF'] ?? '') ?? [];
    const isPrivate = readField(payload, 'repository', 'private');
    const branch = readField(payload, 'pull_request', 'head', 'ref');
    const headRepository = readField(payload, 'pull_request', 'head', 'repo', 'full_name');
    return {
        eventName: variables['GITHUB_EVENT_NAME'] ?? '',
        ref: variables['GITHUB_REF'] ?? '',
        sha: variables['GITHUB_SHA'] ?? '',
        serverUrl: urlOf(variables['GITHUB_SERVER_URL'], 'https://github.com'),
        apiUrl: urlOf(variables['GITHUB_API_URL'], 'https://api.github.com'),
        repository: repositoryOf(variables['GITHUB_REPOSITORY']),
        workflowFile,
        isPrivate: typeof isPrivate === 'boolean' ? isPrivate : undefined,
        pullRequestHead: typeof branch === 'string'
            ? { branch, repository: typeof headRepository === 'string' ? headRepository : undefined }
            : undefined,
        payload,
        eventProblem,
    };
}
function urlOf(text, otherwise) {
    return text !== undefined && URL.canParse(text) ? text.replace(/\/+$/, '') : otherwise;
}
function repositoryOf(name = '') {
    return /^[^/]+\/[^/]+$/.test(name) ? name : undefined;
}

// EXTERNAL MODULE: ./build/paths.js
var paths = __webpack_require__(1340);
// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __webpack_require__(1060);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/source/git-url.js


/**
 * Returns the URL of the checkout, in the form `https://host/owner/name.git#branch:folder`.
 * @throws ActionError if it has none.
 * https://docs.apify.com/platform/actors/development/deployment/source-types#git-repository
 */
function makeGitUrl(found, checkout) {
    const run = checkRun(found);
    checkOrigin(run, checkout);
    const branch = branchOf(run);
    for (const [what, text] of [['branch', branch], ['folder', checkout.folder]]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern must match them
        const [mark] = /[:\s\u0000-\u001f]/.exec(text) ?? [];
        if (mark !== undefined && !(what === 'folder' && mark === ' ')) {
            throw noUrl(run, `a Git URL cannot contain the "${(0,build_text/* visible */.RK)(mark)}" in the ${what} ${(0,build_text/* visible */.RK)(text)}`);
        }
    }
    const repository = run.isPrivate === true ? sshUrl(run) : httpsUrl(run);
    const folder = checkout.folder === '' ? '' : `:${checkout.folder}`;
    return { url: `${repository}#${branch}${folder}`, diagnostics: reportRun(run, checkout, branch) };
}
/** Reports that the folder in the URL is not the Docker context, which users may expect. */
function reportContext(url, hasContext) {
    const [, folder] = /#[^:]*:(.+)$/s.exec(url) ?? [];
    if (folder === undefined || /^[./]*$/.test(folder) || hasContext)
        return [];
    const message = `Docker's context is the root of the repository, not ${(0,build_text/* visible */.RK)(folder)}. To use the Actor's folder, set "dockerContextDir": ".." in actor.json.`;
    return [{ level: 'notice', message }];
}
function checkRun(run) {
    const hint = 'Set git-repo-url to the URL of the repository.';
    const { repository, eventProblem } = run;
    if (eventProblem !== undefined) {
        throw new errors/* ActionError */.lZ(`Could not read the event file (GITHUB_EVENT_PATH) to derive the Git URL: ${eventProblem}`, {
            hint,
        });
    }
    if (repository === undefined) {
        throw new errors/* ActionError */.lZ('Could not derive the Git URL: GITHUB_REPOSITORY does not name a repository', { hint });
    }
    return { ...run, repository };
}
function httpsUrl({ serverUrl, repository }) {
    return `${serverUrl}/${repository}.git`;
}
/** Returns the SSH URL. It omits the server's port, which is for HTTPS. */
function sshUrl({ serverUrl, repository }) {
    return `git@${new URL(serverUrl).hostname}:${repository}.git`;
}
function branchOf(run) {
    const { eventName, ref, repository } = run;
    if (eventName === 'merge_group' || ref.startsWith('refs/heads/gh-readonly-queue/')) {
        throw noUrl(run, "the branch of a merge queue's run is temporary");
    }
    const [, name] = /^refs\/(?:heads|tags)\/(.+)$/s.exec(ref) ?? [];
    if (name !== undefined)
        return name;
    if (!ref.startsWith('refs/pull/')) {
        throw noUrl(run, ref === '' ? 'the run has no branch or tag' : `the run's ref ${(0,build_text/* visible */.RK)(ref)} is not a branch or tag`);
    }
    const head = run.pullRequestHead;
    if (head === undefined) {
        throw noUrl(run, `the ${(0,build_text/* visible */.RK)(eventName)} event does not contain the pull request's branch`);
    }
    if (head.repository === undefined || head.repository.toLowerCase() !== repository.toLowerCase()) {
        const fork = head.repository === undefined ? 'a deleted fork' : `the fork ${(0,build_text/* visible */.RK)(head.repository)}`;
        throw noUrl(run, `the pull request is from ${fork}, and forks are not deployed by default`);
    }
    return head.branch;
}
function checkOrigin(run, checkout) {
    if (checkout.origin === undefined || identityOf(checkout.origin) === identityOf(httpsUrl(run)))
        return;
    throw noUrl(run, `the checkout is not from the run's repository, ${(0,build_text/* visible */.RK)(run.repository)}`);
}
/**
 * Returns the host and path of any Git URL, for comparison. The URL itself is never printed, because it may contain a
 * token.
 */
function identityOf(url) {
    const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? URL.parse(url) : null;
    const [, host = '', path = ''] = parsed === null ? (/^(?:[^/@]*@)?([^/:]*):(.*)$/s.exec(url) ?? []) : ['', parsed.hostname, parsed.pathname];
    const name = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
    // This is GitHub's host for SSH on port 443.
    return `${host.replace(/^ssh\.(?=github\.com$)/i, '')}/${name}`.toLowerCase();
}
function reportRun(run, checkout, branch) {
    const diagnostics = [];
    if (!checkout.hasRepository) {
        const folder = checkout.folder === '' ? 'the root' : (0,build_text/* visible */.RK)(checkout.folder);
        const message = `The workspace contains no Git repository, so the Actor's folder in the repository is taken from the workspace: ${folder}. If that is wrong, set git-repo-url.`;
        diagnostics.push({ level: 'warning', message });
    }
    if (checkout.hasRepository && !checkout.isRead) {
        const message = `Git could not read the checkout, so the action did not compare it with the ${isTag(run) ? 'tag' : 'branch'} that Apify builds`;
        diagnostics.push({ level: 'warning', message });
    }
    const differences = differencesOf(run, checkout);
    if (differences.length > 0) {
        const message = `Apify builds the ${isTag(run) ? 'tag' : 'branch'} ${(0,build_text/* visible */.RK)(branch)}, not this checkout: ${differences.join(', and ')}. To deploy this checkout, use source-type: SOURCE_FILES.`;
        diagnostics.push({ level: 'warning', message });
    }
    if (run.isPrivate === true) {
        const message = `The repository is private, so Apify reads it with the Actor's deploy key: https://docs.apify.com/platform/actors/development/deployment/source-types#private-repositories`;
        diagnostics.push({ level: 'info', message });
    }
    if (run.isPrivate === undefined) {
        const message = 'The event does not contain the visibility of the repository, so the action uses the URL of a public one. If the repository is private, set git-repo-url to its SSH URL.';
        diagnostics.push({ level: 'notice', message });
    }
    return diagnostics;
}
function isTag({ ref }) {
    return ref.startsWith('refs/tags/');
}
function differencesOf({ sha }, { head, changedFiles = 0 }) {
    const isOther = head !== undefined && sha !== '' && head !== sha;
    const changed = `${(0,build_text/* formatCount */.B4)(changedFiles, 'file')} in it ${changedFiles === 1 ? 'has' : 'have'} changes`;
    return [
        ...(isOther ? [`its commit is ${head.slice(0, 7)}, but the run's is ${(0,build_text/* visible */.RK)(sha.slice(0, 7))}`] : []),
        ...(changedFiles > 0 ? [changed] : []),
    ];
}
function noUrl(run, reason) {
    return new errors/* ActionError */.lZ(`Could not derive the Git URL from the run: ${reason}`, {
        hint: `Set git-repo-url to the repository, branch and folder to build, for example ${(0,build_text/* visible */.RK)(httpsUrl(run))}#BRANCH:FOLDER.`,
    });
}

// EXTERNAL MODULE: ./build/source/rules/built-in-rules.js
var built_in_rules = __webpack_require__(6228);
// EXTERNAL MODULE: ./build/source/uncommitted.js
var uncommitted = __webpack_require__(3799);
;// CONCATENATED MODULE: ./build/source/read-git-url.js






/** Returns the given URL of a Git source, or the URL of the checkout. */
async function readGitUrl(given, hasContext, { git, workspace, signal }) {
    const { url, diagnostics } = given === undefined
        ? makeGitUrl(...(await Promise.all([readGitHubRun(), readCheckout(git, workspace, signal)])))
        : { url: given, diagnostics: [] };
    return { url, diagnostics: [...diagnostics, ...reportContext(url, hasContext)] };
}
async function readCheckout(git, { workingDirectory, shown }, signal) {
    const options = { cwd: workingDirectory, signal };
    const read = async (...args) => {
        const result = await git(args, options);
        return result.kind === 'ok' ? result.stdout.toString().trim() : undefined;
    };
    const [origin, head, status] = await Promise.all([
        read('config', '--get', 'remote.origin.url'),
        read('rev-parse', '--verify', 'HEAD'),
        // For a submodule, compare only the commit, because settings in a submodule could start a program.
        (0,uncommitted/* readStatus */.r)(git, ['--untracked-files=all', '--ignore-submodules=dirty'], options),
    ]);
    const { workTree } = (0,git_repository/* findRepository */.W)(workingDirectory) ?? {};
    return {
        hasRepository: workTree !== undefined,
        isRead: status !== undefined,
        folder: workTree === undefined ? shown : ((0,paths/* nameFrom */.Ov)(workTree, workingDirectory) ?? ''),
        origin,
        head,
        changedFiles: status?.changes.filter(({ name }) => !(0,built_in_rules/* isLeftByTools */.AJ)(name)).length,
    };
}


/***/ }),

/***/ 3799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   countUncommittedFiles: () => (/* binding */ countUncommittedFiles),
/* harmony export */   r: () => (/* binding */ readStatus)
/* harmony export */ });
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1340);
/* harmony import */ var _runner_git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6299);
/* harmony import */ var _runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1060);
/* harmony import */ var _files_file_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9897);




/** Returns the files of a checkout that differ from its commit; undefined if Git cannot compare them. */
async function readStatus(git, args, options) {
    const withoutFilters = await settingsWithoutFilters(git, options);
    if (withoutFilters === undefined)
        return undefined;
    const status = ['status', '--porcelain', '--branch', '-z', '--no-renames', ...args];
    const result = await git([...withoutFilters, ...status], options);
    if (result.kind !== 'ok')
        return undefined;
    const [branch = '', ...files] = (0,_files_file_names_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name);
    const changes = files.map((record) => {
        const name = record.slice(3);
        (0,_runner_git_js__WEBPACK_IMPORTED_MODULE_1__/* .checkGitPath */ .S1)(name);
        // A file that was added and then deleted (AD) is not in the commit.
        return { name, isDeleted: /^(?!A).?D/.test(record) };
    });
    return { hasCommit: !branch.startsWith('## No commits yet'), changes };
}
/**
 * The number of untracked and changed files that are sent, and of deleted files that would be sent. A file behind a
 * changed link counts too. Changes to submodules and to file modes do not count.
 * @param request.folder the upload root. @returns undefined if there is no commit to compare with.
 */
async function countUncommittedFiles(request) {
    const { files, selects, folder, git, signal } = request;
    const { workTree } = (0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(folder) ?? {};
    if (workTree === undefined)
        return undefined;
    const args = ['--untracked-files=no', '--ignore-submodules=all', '--', '.'];
    const ignoringModes = (all, options) => git(['-c', 'core.fileMode=false', ...all], options);
    const { hasCommit = false, changes = [] } = (await readStatus(ignoringModes, args, { cwd: folder, signal })) ?? {};
    if (!hasCommit)
        return undefined;
    const changed = new Set(changes.map(({ name }) => name));
    const top = (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFrom */ .Ov)(workTree, folder) ?? '';
    const isChanged = ({ name, path }) => {
        const own = (0,_files_file_names_js__WEBPACK_IMPORTED_MODULE_3__/* .joinNames */ .JH)(top, name);
        return [(0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFrom */ .Ov)(workTree, path) ?? '', ...(0,_files_file_names_js__WEBPACK_IMPORTED_MODULE_3__/* .foldersAbove */ .Zv)(own), own].some((each) => changed.has(each));
    };
    const sent = new Set(files.map(({ name }) => name));
    const isMissing = ({ name, isDeleted }) => {
        const own = isDeleted ? (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(top, name) : undefined;
        return own !== undefined && !sent.has(own) && selects(own);
    };
    const isDifferent = (file) => !file.tracked || (changed.size > 0 && isChanged(file));
    return files.filter(isDifferent).length + changes.filter(isMissing).length;
}
/**
 * Returns settings that turn off filters. A repository can specify programs that convert files, and Git would run them
 * to compare a file that was just written.
 * @returns undefined if a filter cannot be turned off, because its name contains `=`, where Git ends the name of a
 *   setting.
 */
async function settingsWithoutFilters(git, options) {
    const result = await git(['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process)$'], options);
    const keys = result.kind === 'ok' ? (0,_files_file_names_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name) : [];
    if (keys.some((key) => key.includes('=')))
        return undefined;
    const drivers = new Set(keys.map((key) => key.replace(/\.(?:clean|process)$/, '')));
    return [...drivers].flatMap((driver) => ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${driver}.${setting}`]));
}


/***/ })

};
