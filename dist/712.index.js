export const id = 712;
export const ids = [712];
export const modules = {

/***/ 4712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   archiveNotice: () => (/* binding */ archiveNotice),
/* harmony export */   suggestIgnoreLines: () => (/* binding */ suggestIgnoreLines)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(977);


const reasons = {
    requested: 'because source-type is TARBALL',
    content: 'because they exceed the limit of 3 MiB for SOURCE_FILES',
    body: 'because the request would exceed the limit of 9 MiB',
};
/** Reports why files are uploaded as an archive, and lists the largest files and suggested lines for `.actorignore`. */
function archiveNotice(files, reason) {
    const largest = files.toSorted((a, b) => b.size - a.size).slice(0, 5);
    const names = largest.map(({ name, size }) => `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(name)} (${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(size)})`).join(', ');
    const lines = reason === 'requested' ? [] : suggestIgnoreLines(files);
    const advice = lines.map(({ line, bytes }) => `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(line)} (${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(bytes)})`).join(', ');
    const message = `The files are uploaded as an archive, ${reasons[reason]}. The largest: ${names}`;
    return {
        level: 'notice',
        message: lines.length === 0
            ? message
            : `${message}. To exclude files that the build does not need, add to .actorignore: ${advice}`,
    };
}
/** Folders that tools generate. */
const GENERATED_FOLDERS = new Set('dist build out target coverage htmlcov node_modules .next .nuxt .cache .turbo .parcel-cache .nyc_output venv .venv __pycache__ .pytest_cache .mypy_cache storage apify_storage crawlee_storage playwright-report test-results'.split(' '));
/** File extensions of datasets, media and compressed files. */
const LARGE_EXTENSIONS = new Set([
    'csv tsv jsonl ndjson parquet avro arrow feather sqlite sqlite3 db xls xlsx dump npy npz pkl h5 warc',
    'png jpg jpeg gif webp bmp tif tiff psd svg ico pdf mp3 wav flac ogg m4a mp4 mov avi mkv webm',
    'zip tar gz tgz bz2 xz zst 7z rar jar iso exe dll so dylib bin onnx pt safetensors',
].flatMap((endings) => endings.split(' ')));
/** A line is suggested only if its files make up at least this fraction of all bytes. */
const WORTHWHILE = 0.1;
const MOST_LINES = 3;
/**
 * Suggests lines for `.actorignore` that exclude files that are obviously not source code, largest first. Never
 * suggests `.actor/`, because files in it may be required.
 */
function suggestIgnoreLines(files) {
    const weights = new Map();
    let total = 0;
    for (const { name, size } of files) {
        total += size;
        const line = name.startsWith('.actor/') ? undefined : ignoreLine(name);
        if (line !== undefined)
            weights.set(line, (weights.get(line) ?? 0) + size);
    }
    return [...weights]
        .map(([line, bytes]) => ({ line, bytes }))
        .filter(({ bytes }) => bytes >= total * WORTHWHILE && bytes > 0)
        .sort((a, b) => b.bytes - a.bytes)
        .slice(0, MOST_LINES);
}
function ignoreLine(name) {
    const folders = name.split('/').slice(0, -1);
    const made = folders.findIndex((folder) => GENERATED_FOLDERS.has(folder));
    // A rule cannot contain a line break.
    if (made >= 0 && !/[\r\n]/.test(name)) {
        const folder = folders.slice(0, made + 1).map((part) => part.replaceAll(/[\\*?[\]]|\s/g, '\\$&'));
        return `/${folder.join('/')}/`;
    }
    const ending = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.extname(name).slice(1);
    return LARGE_EXTENSIONS.has(ending.toLowerCase()) ? `*.${ending}` : undefined;
}


/***/ })

};
