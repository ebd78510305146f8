export const id = 362;
export const ids = [362];
export const modules = {

/***/ 362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readIgnoreLine: () => (/* binding */ readIgnoreLine)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1340);
/* harmony import */ var _runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1060);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9897);
/* harmony import */ var _git_listing_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4741);





/**
 * The line of an ignore file because of which Git ignores a file or folder; undefined if it does not, or if Git could
 * not be used.
 * @param place absolute and real.
 * @see https://git-scm.com/docs/git-check-ignore
 */
async function readIgnoreLine({ git, workspace, signal, }, place) {
    const workTree = (0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(place)?.workTree;
    if (workTree === undefined)
        return undefined;
    const args = ['check-ignore', '-z', '--verbose', '--stdin'];
    // A name that begins with a colon is not a pattern.
    const input = `./${(0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)(workTree, place) ?? ''}\0`;
    const result = await git(args, { ...(0,_git_listing_js__WEBPACK_IMPORTED_MODULE_4__/* .gitOptions */ .h5)(workTree, signal), input });
    if (result.kind !== 'ok')
        return undefined;
    const [source = '', line = '', text = ''] = (0,_file_names_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name);
    // Git also prints a line that includes the file again.
    if (source === '' || text.startsWith('!'))
        return undefined;
    return { file: (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)(workspace, node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(workTree, source)) ?? source, line, text };
}


/***/ })

};
