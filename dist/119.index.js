export const id = 119;
export const ids = [119];
export const modules = {

/***/ 1119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatSettingChanges: () => (/* binding */ formatSettingChanges)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

/** In characters. A longer value is described, because redaction would not find a secret that is cut in two. */
const MAX_LENGTH = 1_000;
/** Formats one line for each value that changes. Without `before`, only the new value is shown. Pure. */
function formatSettingChanges(changes) {
    return changes.flatMap((change) => {
        const { key, before, after } = change;
        if (!('before' in change))
            return [`${key}: ${formatValue(after)}`];
        if (!isRecord(after))
            return [`${key}: ${formatValue(before)} → ${formatValue(after)}`];
        return Object.entries(after).flatMap(([name, value]) => {
            const old = isRecord(before) ? before[name] : undefined;
            if ((0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(old, value))
                return [];
            return [`${key}.${name}: ${formatValue(old)} → ${formatValue(value)}`];
        });
    });
}
function formatValue(value) {
    if (value === undefined || value === null)
        return 'not set';
    const text = JSON.stringify(value);
    return text.length > MAX_LENGTH ? `a value of ${text.length} characters` : text;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ })

};
