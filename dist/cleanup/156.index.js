export const id = 156;
export const ids = [156];
export const modules = {

/***/ 6156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCleanupApi: () => (/* binding */ createCleanupApi)
/* harmony export */ });
/* harmony import */ var _api_forms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3376);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6253);
/* harmony import */ var _response_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6367);
/** Requests that delete previews and archives. Only `cleanup` loads this file. */



const MAX_KEYS = 100_000;
function createCleanupApi(connection) {
    const { send, get } = (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .openConnection */ .JY)(connection);
    const store = (storeId, ...rest) => (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .apiPath */ .So)('key-value-stores', storeId, ...rest);
    return {
        deleteVersion: (actorId, versionNumber) => send({ method: 'DELETE', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .actorPath */ .Ry)(actorId, 'versions', versionNumber) }, _response_js__WEBPACK_IMPORTED_MODULE_2__/* .readEmpty */ .sm),
        /** Lists the keys of a store, up to about 100,000. @param storeId an ID or `username~name`. */
        listKeys: async (storeId) => {
            const keys = new Set();
            let exclusiveStartKey;
            for (;;) {
                const query = { limit: 1000, exclusiveStartKey };
                const page = await get({ method: 'GET', path: store(storeId, 'keys'), query }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .keyList */ .as);
                const before = keys.size;
                for (const { key } of page.items)
                    keys.add(key);
                // Stops at a page without new keys, which would otherwise be requested forever.
                const isLast = !page.isTruncated || !page.nextExclusiveStartKey || keys.size === before;
                if (isLast || keys.size >= MAX_KEYS)
                    return [...keys];
                exclusiveStartKey = page.nextExclusiveStartKey ?? undefined;
            }
        },
        deleteRecord: (storeId, key) => send({ method: 'DELETE', path: store(storeId, 'records', key) }, _response_js__WEBPACK_IMPORTED_MODULE_2__/* .readEmpty */ .sm),
    };
}


/***/ })

};
