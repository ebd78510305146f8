export const id = 871;
export const ids = [871];
export const modules = {

/***/ 1871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   countUncommittedFiles: () => (/* binding */ countUncommittedFiles)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1340);
/* harmony import */ var _runner_git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6299);
/* harmony import */ var _runner_git_repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1060);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9897);
/* harmony import */ var _git_listing_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4741);
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2705);








/**
 * The number of files that differ from the checked-out commit: untracked and changed files that are sent, and deleted
 * files. Changes in submodules and in modes do not count.
 * @returns undefined if there is no commit to compare with.
 * @see https://git-scm.com/docs/git-diff-index
 */
async function countUncommittedFiles(request) {
    const { files, folder, workspace, git } = request;
    const repository = (0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .findRepository */ .W)(folder);
    if (repository === undefined)
        return undefined;
    const options = (0,_git_listing_js__WEBPACK_IMPORTED_MODULE_6__/* .gitOptions */ .h5)(folder, request.signal);
    const args = ['diff-index', '-z', '--abbrev=64', '--no-renames', '--ignore-submodules=all', 'HEAD', '--', '.'];
    const withoutFilters = await settingsWithoutFilters(git, options);
    const result = withoutFilters && (await git([...withoutFilters, ...args], options));
    if (result?.kind !== 'ok')
        return undefined;
    const changes = readChanges(result.stdout, repository.workTree);
    let different = 0;
    for (const file of files) {
        const change = changes.get(file.path);
        if (!file.tracked)
            different += 1;
        else if (change?.isStaged)
            different += 1;
        else if (change !== undefined) {
            // The log of the build is streamed meanwhile.
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setImmediate)();
            // Git compares times and sizes only, which also differ after a copy of the checkout.
            if (hashBlob(file, workspace, change.hash.length) !== change.hash)
                different += 1;
        }
    }
    const deleted = [...changes.values()].filter((change) => change.isDeleted);
    return different + deleted.length;
}
/** Records are `:100644 100644 <hash> <hash> M`, each followed by one with the name from the top of the repository. */
function readChanges(output, workTree) {
    const changes = new Map();
    const records = (0,_file_names_js__WEBPACK_IMPORTED_MODULE_5__/* .readRecords */ .T3)(output).map(({ name }) => name);
    for (let index = 0; index + 1 < records.length; index += 2) {
        const [, , hash = '', ofIndex = '', status] = records[index]?.split(' ') ?? [];
        const name = records[index + 1] ?? '';
        (0,_runner_git_js__WEBPACK_IMPORTED_MODULE_3__/* .checkGitPath */ .S)(name);
        const isStaged = /[^0]/.test(ofIndex) && ofIndex !== hash;
        changes.set((0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .placeIn */ .VV)(workTree, name), { hash, isStaged, isDeleted: status === 'D' });
    }
    return changes;
}
/**
 * A repository can name programs that convert files. Git runs them to compare a file that has just been written.
 * @returns undefined if one cannot be turned off: Git ends the name of a setting at its first `=`.
 */
async function settingsWithoutFilters(git, options) {
    const result = await git(['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process)$'], options);
    const keys = result.kind === 'ok' ? (0,_file_names_js__WEBPACK_IMPORTED_MODULE_5__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name) : [];
    if (keys.some((key) => key.includes('=')))
        return undefined;
    const drivers = new Set(keys.map((key) => key.replace(/\.(?:clean|process)$/, '')));
    return [...drivers].flatMap((driver) => [
        '-c',
        `${driver}.process=`,
        '-c',
        `${driver}.clean=`,
        '-c',
        `${driver}.required=false`,
    ]);
}
/** The hash of a file's content in Git. @param length of SHA-1 or SHA-256 in hexadecimal digits. */
function hashBlob(file, workspace, length) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(length === 64 ? 'sha256' : 'sha1').update(`blob ${file.size}\0`);
    // Parts keep memory flat, and the reader checks again that the file is in the workspace.
    for (const part of (0,_read_file_js__WEBPACK_IMPORTED_MODULE_7__/* .createFileReader */ .g)(workspace).readParts(file))
        hash.update(part);
    return hash.digest('hex');
}


/***/ })

};
