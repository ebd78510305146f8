export const id = 763;
export const ids = [763];
export const modules = {

/***/ 8763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createApifyApi: () => (/* binding */ createApifyApi)
/* harmony export */ });
/* harmony import */ var _api_forms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3376);
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9393);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4187);
/* harmony import */ var _response_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8748);




/** Creates the client for a deployment. Other requests are in separate files, which a deployment does not load. */
function createApifyApi(connection) {
    const { send, get } = (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .openConnection */ .JY)(connection);
    const build = (buildId, ...rest) => (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .apiPath */ .So)('actor-builds', buildId, ...rest);
    const record = (storeId, key) => (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .apiPath */ .So)('key-value-stores', storeId, 'records', key);
    const envVars = (actorId, versionNumber, ...rest) => (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId, 'versions', versionNumber, 'env-vars', ...rest);
    return {
        getUser: ({ once = false, signal } = {}) => get({ method: 'GET', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .apiPath */ .So)('users', 'me'), once, signal }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .user */ .kQ),
        getActor: (actorId, signal) => get({ method: 'GET', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId), signal }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .actor */ .eN),
        createActor: (json) => get({ method: 'POST', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .apiPath */ .So)('acts'), json, creates: true }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .actor */ .eN),
        updateActor: (actorId, json) => get({ method: 'PUT', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId), json }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .actor */ .eN),
        updateVersion: async (actorId, json) => {
            const path = (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId, 'versions', json.versionNumber);
            return withoutFiles(await get({ method: 'POST', path, json }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .version */ .rE));
        },
        createVersion: async (actorId, json) => {
            const path = (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId, 'versions');
            return withoutFiles(await get({ method: 'POST', path, json, creates: true }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .version */ .rE));
        },
        listEnvVars: async (actorId, versionNumber) => {
            const request = { method: 'GET', path: envVars(actorId, versionNumber) };
            return (await get(request, (0,_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ items: (0,_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(_api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .envVar */ .DZ) }))).items;
        },
        createEnvVar: async (actorId, versionNumber, json) => {
            await get({ method: 'POST', path: envVars(actorId, versionNumber), json, creates: true }, (0,_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({}));
        },
        updateEnvVar: async (actorId, versionNumber, json) => {
            await get({ method: 'PUT', path: envVars(actorId, versionNumber, json.name), json }, (0,_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({}));
        },
        listBuilds: async (actorId, limit, signal) => {
            const request = { method: 'GET', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId, 'builds'), query: { desc: 1, limit }, signal };
            const { items, now } = await send(request, (received) => (0,_response_js__WEBPACK_IMPORTED_MODULE_3__/* .readItems */ .F1)(received, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .build */ .jq));
            return { builds: items, now };
        },
        startBuild: (actorId, query, control = {}) => get({ method: 'POST', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .actorPath */ .Ry)(actorId, 'builds'), query: { ...query }, creates: true, ...control }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .build */ .jq),
        getBuild: (buildId, waitForFinish, signal) => {
            const wait = { query: { waitForFinish }, platformWaitMs: waitForFinish * 1000 };
            return get({ method: 'GET', path: build(buildId), ...wait, signal }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .build */ .jq);
        },
        abortBuild: (buildId, signal) => get({ method: 'POST', path: build(buildId, 'abort'), signal }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .build */ .jq),
        openBuildLog: (buildId, signal) => send({ method: 'GET', path: build(buildId, 'log'), query: { stream: 1 }, signal }, _response_js__WEBPACK_IMPORTED_MODULE_3__/* .readStream */ .bv),
        getOrCreateStore: (name) => get({ method: 'POST', path: (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .apiPath */ .So)('key-value-stores'), query: { name } }, _api_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .store */ .M_),
        putRecord: (storeId, key, file) => send({ method: 'PUT', path: record(storeId, key), file }, _response_js__WEBPACK_IMPORTED_MODULE_3__/* .readEmpty */ .sm),
        recordUrl: (storeId, key) => `${connection.baseUrl}${record(storeId, key)}`,
    };
}
/** Removes the files, which the response repeats and which can be megabytes. */
function withoutFiles(version) {
    const { sourceFiles: _files, ...rest } = version;
    return rest;
}


/***/ })

};
