export const id = 57;
export const ids = [57,429];
export const modules = {

/***/ 3429:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ documentedKeys),
/* harmony export */   readSettings: () => (/* binding */ readSettings)
/* harmony export */ });
/* unused harmony export checkSettings */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4565);
/* harmony import */ var _locate_problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6367);
/* harmony import */ var _parse_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5016);
/* harmony import */ var _schema_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7081);





/** https://docs.apify.com/api/v2/actor-put */
const rules = {
    title: 'string or null',
    description: 'string or null',
    seoTitle: 'string or null',
    seoDescription: 'string or null',
    categories: 'strings or null',
    defaultRunOptions: {
        build: 'string',
        timeoutSecs: 'integer',
        memoryMbytes: 'integer',
        restartOnError: 'boolean',
        maxItems: 'integer or null',
        forcePermissionLevel: 'string or null',
    },
    /** Can be `null`. */
    exampleRunInput: { body: 'string', contentType: 'string' },
    actorStandby: {
        isEnabled: 'boolean or null',
        desiredRequestsPerActorRun: 'integer or null',
        maxRequestsPerActorRun: 'integer or null',
        idleTimeoutSecs: 'integer or null',
        build: 'string or null',
        memoryMbytes: 'integer or null',
        disableStandbyFieldsOverride: 'boolean or null',
        shouldPassActorInput: 'boolean or null',
    },
};
/** Returns the documented keys of a setting that is an object. */
function documentedKeys(setting) {
    return Object.keys(rules[setting] ?? {});
}
const lengths = { title: [40, 50], seoTitle: [40, 50], seoDescription: [140, 156] };
/** Size limit in bytes. Settings have a few KiB. */
const MAX_BYTES = 1_000_000;
/**
 * Reads and checks the `actor-settings` file.
 * @param folder the working directory relative to the workspace, with `/` as separator.
 */
async function readSettings(request) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(request.folder, request.path);
    const fails = (message, hint) => ({
        settings: {},
        problems: [
            { file, line: 1, column: 1, pointer: '', message: `The actor-settings file ${message}`, hint, level: 'error' },
        ],
    });
    const found = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readWorkspaceFile */ .sL)(request.workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(request.workspace, file), MAX_BYTES);
    if (found.kind !== 'read') {
        const { problem, hint } = (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_1__/* .explainUnread */ .H8)(found, MAX_BYTES);
        return fails(problem, hint);
    }
    const text = new TextDecoder().decode(found.bytes);
    const parsed = (0,_parse_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .q)(text);
    if ('mistake' in parsed)
        return { settings: {}, problems: [(0,_parse_json_js__WEBPACK_IMPORTED_MODULE_3__/* .syntaxProblem */ .R)(file, parsed.mistake)] };
    const { value } = parsed;
    if (!(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(value))
        return fails('is not a JSON object', 'Write { "title": "My Actor" }.');
    return { settings: value, problems: (0,_locate_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .locateProblems */ .D)(file, text, checkSettings(value)) };
}
/** Reports unknown keys and wrong types as errors. Otherwise, these settings would be silently lost. */
function checkSettings(settings) {
    return [
        ...Object.entries(settings).flatMap(([key, value]) => checkSetting(key, value)),
        ...Object.entries(lengths).flatMap(([key, [least, most]]) => {
            const value = settings[key];
            if (typeof value !== 'string' || ([...value].length >= least && [...value].length <= most))
                return [];
            const message = `has ${[...value].length} characters`;
            return [(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .warningAt */ .MK)([key], message, `Apify recommends ${least} to ${most}.`)];
        }),
    ];
}
function checkSetting(key, value) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
        const hint = `Use ${Object.keys(rules).join(', ')}. Pricing, isPublic and name can only be changed in Apify Console.`;
        return [(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .errorAt */ .Os)([key], 'is not a setting that this action updates', hint)];
    }
    if (typeof rule === 'string')
        return checkType(rule, value, [key]);
    if (value === null && key === 'exampleRunInput')
        return [];
    const names = Object.keys(rule).join(', ');
    if (!(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(value))
        return [(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .errorAt */ .Os)([key], 'is not an object', `Use an object with ${names}.`)];
    return Object.entries(value).flatMap(([inner, part]) => {
        const innerRule = Object.hasOwn(rule, inner) ? rule[inner] : undefined;
        if (innerRule !== undefined)
            return checkType(innerRule, part, [key, inner]);
        return [(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .errorAt */ .Os)([key, inner], 'is not a documented setting', `Use ${names}.`)];
    });
}
function checkType(rule, value, path) {
    const [type, nullable] = rule.split(' or ');
    const isRight = (value === null && nullable !== undefined) ||
        (type === 'integer' && Number.isSafeInteger(value)) ||
        (type === 'strings' && Array.isArray(value) && value.every((item) => typeof item === 'string')) ||
        typeof value === type;
    if (isRight)
        return [];
    const expected = { string: 'a string', boolean: 'a boolean', integer: 'an integer', strings: 'an array of strings' };
    const problem = `is not ${expected[type]}${nullable === undefined ? '' : ' or null'}`;
    return [(0,_schema_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .errorAt */ .Os)(path, problem, hints[type])];
}
const hints = {
    string: 'Put the text in double quotes.',
    boolean: 'Use true or false without quotes.',
    integer: 'Use a whole number without quotes.',
    strings: 'Use a list of texts: ["AI", "TRAVEL"].',
};


/***/ }),

/***/ 7057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareSettings: () => (/* binding */ compareSettings),
/* harmony export */   updateSettings: () => (/* binding */ updateSettings),
/* harmony export */   withStandby: () => (/* binding */ withStandby)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _actor_settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3429);
/* harmony import */ var _apify_api_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(757);
/* harmony import */ var _apify_error_hints_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5483);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9473);
/* harmony import */ var _runner_cancellation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(172);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(977);







/** Adds `usesStandbyMode` from actor.json if the file sets only other properties of Standby mode. */
function withStandby(settings, usesStandbyMode) {
    if (settings.actorStandby === undefined || usesStandbyMode === undefined)
        return settings;
    return { ...settings, actorStandby: { isEnabled: usesStandbyMode, ...settings.actorStandby } };
}
/**
 * Returns the settings that differ from those on Apify, with the values to send. The API replaces objects as a whole,
 * so each object includes the documented values that the file does not set. Pure.
 */
function compareSettings(settings, actor) {
    const changes = Object.entries(settings).map(([key, value]) => {
        if (key !== 'defaultRunOptions' && key !== 'actorStandby')
            return { key, before: actor[key] ?? null, after: value };
        const documented = (values) => Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => (0,_actor_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .documentedKeys */ .D)(key).includes(name)));
        const before = documented(actor[key]);
        return { key, before, after: { ...before, ...documented(value) } };
    });
    return changes.filter(({ before, after }) => !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(after, before));
}
/**
 * Updates all settings that differ, in one request.
 * @param live what the run has already deployed: a sentence for the error message.
 * @param beforeWrite throws if the step is canceled.
 * @throws ActionError if the API rejects the update; the hint explains what remains to be done.
 * @throws CancelledError if the step is canceled.
 */
async function updateSettings(api, actorId, more) {
    const { settings, live, beforeWrite } = more;
    let left = Object.keys(settings);
    try {
        const actor = await api.getActor(actorId);
        const changes = compareSettings(settings, { ...actor });
        left = changes.map(({ key }) => key);
        if (changes.length > 0) {
            beforeWrite();
            await api.updateActor(actor.id, Object.fromEntries(changes.map(({ key, after }) => [key, after])));
        }
        return changes;
    }
    catch (error) {
        if (error instanceof _runner_cancellation_js__WEBPACK_IMPORTED_MODULE_5__/* .CancelledError */ .cc)
            throw error;
        const { message, hint = '' } = (0,_apify_error_hints_js__WEBPACK_IMPORTED_MODULE_3__/* .explain */ .W)(error);
        const advice = (0,_apify_api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .isApiError */ .d7)(error, 400) ? 'Correct the value that the message names in the settings file.' : hint;
        const rest = `Run the step again, or set these settings in Apify Console: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_6__/* .listSome */ .XT)(left)}. They are unchanged. ${live}`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ(`The Actor's settings could not be updated: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageToGoOn */ .QG)({ message })}`, {
            hint: `${advice} ${rest}`.trim(),
            cause: error,
        });
    }
}


/***/ })

};
