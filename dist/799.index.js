export const id = 799;
export const ids = [799];
export const modules = {

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
