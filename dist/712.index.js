export const id = 712;
export const ids = [712];
export const modules = {

/***/ 4712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   archiveNotice: () => (/* binding */ archiveNotice)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);

const reasons = {
    requested: 'because source-type is TARBALL',
    content: 'because they exceed the limit of 3 MiB for SOURCE_FILES',
    body: 'because the request would exceed the limit of 9 MiB',
};
/** Reports why files are uploaded as an archive, and lists the largest files. */
function archiveNotice(files, reason) {
    const largest = files.toSorted((a, b) => b.size - a.size).slice(0, 5);
    const names = largest.map(({ name, size }) => `${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(name)} (${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z3)(size)})`).join(', ');
    const message = `The files are uploaded as an archive, ${reasons[reason]}. The largest: ${names}`;
    // A user who requested an archive does not need a way to avoid it.
    const advice = '. To exclude files that the build does not need, add lines to .actorignore';
    return { level: 'notice', message: reason === 'requested' ? message : message + advice };
}


/***/ })

};
