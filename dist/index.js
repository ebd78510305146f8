import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = process.getBuiltinModule("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = process.getBuiltinModule("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = process.getBuiltinModule("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = process.getBuiltinModule("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = process.getBuiltinModule("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = process.getBuiltinModule("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("https");

/***/ }),

/***/ 3339:
/***/ ((module) => {

module.exports = process.getBuiltinModule("module");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = process.getBuiltinModule("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util");

/***/ }),

/***/ 5810:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util/types");

/***/ }),

/***/ 714:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:vm");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = process.getBuiltinModule("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = process.getBuiltinModule("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = process.getBuiltinModule("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = process.getBuiltinModule("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = process.getBuiltinModule("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = process.getBuiltinModule("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = process.getBuiltinModule("util");

/***/ }),

/***/ 9599:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B9: () => (/* binding */ consoleUrl),
/* harmony export */   Kf: () => (/* binding */ buildOfTag),
/* harmony export */   ub: () => (/* binding */ differsInStandby)
/* harmony export */ });
/* harmony import */ var _apify_api_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6210);

/** Returns the URL of the Actor in Apify Console. The URLs of organizations contain the organization's ID. */
function consoleUrl(actorId, account) {
    const isOrganization = typeof account?.organizationOwnerUserId === 'string' && account.id !== undefined;
    const organization = isOrganization ? `/organization/${encodeURIComponent(account.id ?? '')}` : '';
    return `https://console.apify.com${organization}/actors/${encodeURIComponent(actorId)}`;
}
function differsInStandby({ actorStandby }, usesStandbyMode) {
    return (actorStandby?.isEnabled ?? false) !== usesStandbyMode;
}
/** Returns the ID and number of the build that a tag points to. */
function buildOfTag(actor, tag) {
    const found = (0,_apify_api_js__WEBPACK_IMPORTED_MODULE_0__/* .taggedBuild */ .b)(actor, tag);
    return found?.buildId ? { id: found.buildId, number: found.buildNumber ?? '' } : undefined;
}


/***/ }),

/***/ 7862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ connectionOf)
/* harmony export */ });
/* harmony import */ var _apify_error_hints_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5483);
/* harmony import */ var _time_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5786);


/** Returns the connection settings for API requests. Retries are logged. */
function connectionOf({ raw, report }, { apiBaseUrl, token = '' }, signals = {}) {
    return {
        baseUrl: apiBaseUrl,
        token,
        clock: _time_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .systemClock */ .m,
        runUrl: raw.runUrl,
        onRetry: (...failure) => report.line((0,_apify_error_hints_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRetry */ .e)(...failure)),
        ...signals,
    };
}


/***/ }),

/***/ 6998:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8562);

await (0,_main_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 2325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs),
/* harmony export */   k: () => (/* binding */ isCheckedOut)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9473);
/* harmony import */ var _input_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1184);
/* harmony import */ var _url_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5983);



const sourceTypes = ['SOURCE_FILES', ..._url_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .urlSources */ .gp.map(([type]) => type)];
/**
 * Checks every input that can be checked on its own.
 * @param errors receives one error for each invalid input. The result is complete only if no error is added.
 */
function readInputs(raw, errors) {
    const read = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .collectErrors */ .ul)(errors);
    const readBoolean = (name, otherwise) => read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(name, raw.text(name), otherwise));
    const dryRun = readBoolean('dry-run', false);
    return {
        /** Undefined only in a dry run. If `dry-run` is not valid, the token is optional too. */
        token: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .readToken */ .AI)(raw, dryRun ?? true)),
        /** An ID or `username~name`. */
        actorId: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .readActorId */ .lN)(raw.text('actor-id'))),
        version: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .readVersion */ .$4)(raw.text('version'))),
        buildTag: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .readBuildTag */ .JG)(raw.text('build-tag'))),
        source: read(() => readSource(raw)),
        isSourceChosen: ['source-type', ..._url_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .urlInputs */ .L2].some((name) => raw.text(name) !== ''),
        envVarsMode: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('env-vars-mode', raw.text('env-vars-mode'), ['merge', 'replace'])) ?? 'merge',
        applyEnvVarsToBuild: readBoolean('apply-env-vars-to-build', undefined),
        createIfMissing: readBoolean('create-if-missing', true),
        checks: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('checks', raw.text('checks'), ['auto', 'strict', 'off'])) ?? 'auto',
        /** POSIX path relative to the working directory. */
        actorSettings: raw.text('actor-settings') || undefined,
        build: readBoolean('build', true),
        useCache: readBoolean('use-cache', true),
        /** If undefined, the action waits until the build ends. */
        waitForFinishSecs: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .readWholeNumber */ .bf)('wait-for-finish', raw.text('wait-for-finish'), {
            hint: 'Use a number of seconds: 600. With 0, the action does not wait.',
        })),
        dryRun,
        apiBaseUrl: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .readBaseUrl */ .$P)(raw)),
    };
}
/** Whether the source is the checkout: its files, an archive of them, or the repository of the run. */
function isCheckedOut(source) {
    return source !== undefined && (source.type === 'SOURCE_FILES' || source.url === undefined);
}
function readSource(raw) {
    const given = (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('source-type', raw.text('source-type'), sourceTypes);
    const set = _url_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .urlSources */ .gp.map(([type, name]) => ({ type, name, url: raw.text(name) })).filter(({ url }) => url !== '');
    const type = given ?? set[0]?.type ?? 'SOURCE_FILES';
    const typeName = `source-type (${type})`;
    if (set.some((source) => source.type !== type)) {
        const names = [...(given === undefined ? [] : [typeName]), ...set.map(({ name }) => name)];
        throw contradiction(names, 'A version has one source. Keep one of these inputs and remove the others.');
    }
    const [source] = set;
    const mistake = source === undefined ? undefined : (0,_url_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .checkUrl */ .CU)(source.name, source.url);
    if (source !== undefined && mistake !== undefined)
        throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .wrong */ .Qm)(source.name, mistake.problem, mistake.hint);
    const url = source?.url;
    const patterns = readPatterns(raw.text('files'));
    const sendsFiles = type === 'SOURCE_FILES' || (type === 'TARBALL' && url === undefined);
    if (!sendsFiles && patterns.some((pattern) => pattern !== '**')) {
        throw contradiction(['files', source?.name ?? typeName], `With ${type}, the action does not send files. Remove one of the two inputs.`);
    }
    switch (type) {
        case 'SOURCE_FILES':
            return { type, patterns };
        case 'GIT_REPO':
            return { type, url };
        case 'TARBALL':
            return url === undefined ? { type, url, patterns } : { type, url };
        case 'GITHUB_GIST':
            if (url !== undefined)
                return { type, url };
            throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .wrong */ .Qm)('github-gist-url', 'is empty although source-type is GITHUB_GIST', 'Set it to the URL of the Gist, or change source-type.');
    }
}
function contradiction(names, hint) {
    const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`The inputs ${list} contradict each other`, { hint });
}
/** Splits the text into patterns, skipping blank lines and comments. Returns `**` if there are none. */
function readPatterns(text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
    return patterns.length === 0 ? ['**'] : patterns;
}


/***/ }),

/***/ 8562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    core_error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function core_error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/runner/inputs.js

function readRawInputs() {
    return rawInputsFrom((name) => getInput(name, { trimWhitespace: false }), process.env);
}
/** @param get returns an input byte for byte; empty if it is not set. */
function rawInputsFrom(get, environment) {
    const exactText = (name) => {
        const text = get(name);
        return text.trim() === '' ? '' : text;
    };
    return {
        environment,
        workspace: environment['GITHUB_WORKSPACE'] || process.cwd(),
        workingDirectory: exactText('working-directory') || '.',
        temporaryFolder: environment['RUNNER_TEMP'] || undefined,
        runUrl: readRunUrl(environment),
        commit: readCommit(environment),
        text: (name) => get(name).trim(),
        exactText,
    };
}
/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readCommit(environment) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = environment;
    return server && repository && sha ? { sha, url: `${server}/${repository}/commit/${sha}` } : undefined;
}
function readRunUrl(environment) {
    const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
    if (GITHUB_ACTIONS !== 'true' || !GITHUB_REPOSITORY || !/^\d+$/.test(GITHUB_RUN_ID ?? ''))
        return undefined;
    const url = URL.parse(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __nccwpck_require__(3053);
// EXTERNAL MODULE: ./build/errors.js
var build_errors = __nccwpck_require__(9473);
;// CONCATENATED MODULE: ./build/runner/proxy.js


/** Lowercase names take precedence, as in Node and curl. */
const VARIABLES = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
];
/**
 * Sends all requests through the proxy in the runner's variables, except for requests to hosts in `NO_PROXY`. By
 * default, the built-in fetch ignores these variables.
 * @returns warnings if this version of Node does not support proxies, or if certificates are not checked.
 * @throws ActionError that lists the variables that do not contain a proxy URL.
 */
function useProxy(environment) {
    return [...checkCertificates(environment), ...setProxy(environment)];
}
/**
 * Warns if certificates are not checked, because an earlier step can turn the check off for all later steps.
 * https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function checkCertificates({ NODE_TLS_REJECT_UNAUTHORIZED: value }) {
    if (value !== '0')
        return [];
    const message = 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks, so others on the network can read the token. Remove the variable. To trust your own certificate, set NODE_EXTRA_CA_CERTS to its path.';
    return [{ level: 'warning', message }];
}
function setProxy(environment) {
    const set = VARIABLES.flatMap((names) => names.find((name) => environment[name]) ?? []);
    if (set.length === 0)
        return [];
    const wrong = set.filter((name) => !isProxy(environment[name] ?? ''));
    if (wrong.length > 0)
        throw notAProxy(wrong);
    // Loaded only if there is a proxy, because loading it takes time.
    const http = process.getBuiltinModule('node:http');
    const setGlobalProxy = 'setGlobalProxyFromEnv' in http ? http.setGlobalProxyFromEnv : undefined;
    if (setGlobalProxy === undefined) {
        const message = `${set.join(', ')} has no effect, because the runner's Node ${process.versions.node} does not support proxies. Update the runner to a version with Node 24.14 or later.`;
        return [{ level: 'warning', message }];
    }
    try {
        setGlobalProxy(environment);
    }
    catch {
        // The error contains the URL, which may contain a password.
        throw notAProxy(set);
    }
    (0,external_node_diagnostics_channel_.subscribe)('undici:client:connectError', endEndlessConnecting);
    return [];
}
function isProxy(text) {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol) || /[\r\n]/.test(text))
        return false;
    try {
        // Node decodes them before it sends them.
        decodeURIComponent(url.username + url.password);
        return true;
    }
    catch {
        return false;
    }
}
function notAProxy(names) {
    return new build_errors/* ActionError */.lZ(`${names.join(' and ')} on the runner is not a valid proxy URL`, {
        hint: 'Set it to a URL with a scheme, such as http://proxy.example.com:8080, with % in a password written as %25. Otherwise, remove the variable from the runner.',
    });
}
/**
 * Turns a connection that the proxy closes into a failure. If a proxy closes the connection before the tunnel exists,
 * fetch treats it like an idle connection that was closed, and reconnects endlessly. It does not do so if the error has
 * another code. https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message) {
    const { error } = message;
    if (error?.code === 'UND_ERR_SOCKET')
        error.code = 'ERR_PROXY_TUNNEL';
}
/**
 * Closes all connections of the built-in fetch. Otherwise, a proxy that does not respond would keep the process alive
 * for minutes after the run. No requests are possible afterward.
 */
async function endConnections() {
    const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis;
    await dispatcher?.destroy?.();
}

// EXTERNAL MODULE: ./build/source/archive/temporary-folder.js + 1 modules
var temporary_folder = __nccwpck_require__(7124);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
;// CONCATENATED MODULE: ./build/runner/secrets.js

/** In characters. Shorter parts have no derived forms, so that common words in later steps stay readable. */
const SHORTEST_DERIVED = 8;
/** In characters. Only the runner masks shorter values, because replacing them would change every version number. */
const SHORTEST_REDACTED = 4;
/** In characters. A shorter part between two `\n` may belong to a Windows path. */
const SHORTEST_ESCAPED_LINE = 16;
/** Returns all forms of a secret to mask: of the whole value, and of each line with 8 or more characters. */
function writtenForms(value) {
    const lines = value
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line.length >= SHORTEST_DERIVED);
    // A JSON secret may be printed after it was parsed.
    const escaped = value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE);
    const ends = [value.replaceAll(/\r\n|\r/g, '\n'), value.replaceAll(/\r\n|\n|\r/g, '\r\n')];
    return [...new Set([value, value.trim(), ...ends, ...lines, ...escaped].flatMap(formsOf))];
}
/**
 * Whether a form can be masked without hiding common words. The runner masks each line of a multiline value, even very
 * short ones. The long lines are separate forms anyway.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
function isMaskable(form) {
    const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
    const isShort = (line) => line.length < SHORTEST_DERIVED;
    return lines.length < 2 || lines.every(isShort) || !lines.some(isShort);
}
/**
 * Returns the forms in which a string may appear: unchanged, as a JSON string (encoded once or twice), URL-encoded, in
 * XML or HTML, with `\n` for its line breaks, and in Base64. The leak check uses these forms too, but only for the
 * whole value and its longest line.
 */
function formsOf(text) {
    if (text === '')
        return [];
    if (text.length < SHORTEST_DERIVED)
        return [text];
    const wellFormed = text.toWellFormed();
    const bytes = Buffer.from(text);
    return [
        ...new Set([
            text,
            ...jsonForms.flatMap((form) => [form(text), ...jsonForms.map((outer) => outer(form(text)))]),
            text.replaceAll(/\r\n|\n|\r/g, '\\n'),
            text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
            ...urlForms(wellFormed),
            ...markupForms(text),
            ...base64Forms(bytes),
            // Basic authentication with an unknown user, or with the secret as the user name.
            ...base64Forms(Buffer.concat([Buffer.from(':'), bytes])),
            ...base64Forms(Buffer.concat([bytes, Buffer.from(':')])),
        ]),
    ];
}
const inJavaScript = (text) => JSON.stringify(text).slice(1, -1);
const inAscii = (text) => inJavaScript(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** JSON strings as written by JavaScript, Python, PHP (with and without JSON_UNESCAPED_UNICODE) and Go. */
const jsonForms = [
    inJavaScript,
    inAscii,
    (text) => inAscii(text).replaceAll('/', '\\/'),
    (text) => inJavaScript(text).replaceAll('/', '\\/'),
    (text) => inJavaScript(text).replace(/[<>&\u2028\u2029]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
];
function urlForms(text) {
    const strict = (encoded) => encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
    const encoded = encodeURIComponent(text);
    const all = [encoded, strict(encoded), new URLSearchParams({ '': text }).toString().slice(1), encodeURI(text)];
    return all.flatMap((form) => [form, form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())]);
}
/** Character references for quotes in different languages. */
const quotes = [
    ['"', "'"],
    ['&quot;', "'"],
    ['&quot;', '&#39;'],
    ['&quot;', '&#039;'],
    ['&quot;', '&apos;'],
    ['&quot;', '&#x27;'],
    ['&#34;', '&#39;'],
];
function markupForms(text) {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return quotes.map(([double, single]) => escaped.replaceAll('"', double).replaceAll("'", single));
}
/** Returns the Base64 forms at all three possible alignments in a longer text, and in lines of 76 characters. */
function base64Forms(bytes) {
    const whole = bytes.toString('base64');
    const lines = whole.length > 76 ? (whole.match(/.{1,76}/g) ?? []) : [];
    const parts = [0, 1, 2].map((before) => {
        const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
        // The first and last characters also depend on the neighboring bytes.
        const start = Math.ceil((before * 8) / 6);
        return shifted.toString('base64').slice(start, Math.floor((shifted.length * 8) / 6));
    });
    const all = [whole, ...lines.filter((line) => line.length >= SHORTEST_DERIVED), ...parts];
    const wrapped = lines.length > 0 ? [lines.join('\n'), lines.join('\r\n')] : [];
    return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), ...wrapped];
}
/** In characters. Long forms are compared only if this many characters match, so that partial matches are cheap. */
const PREFIX = 32;
/** Up to this number, each form is searched for separately. A secret has about 20 forms. */
const FEW_FORMS = 200;
/** The number of cut marks to check for the start of a secret, from the end of the text. */
const MOST_CUTS = 100;
/**
 * Returns a function that replaces every form of a secret with `***`, including the start of a secret before a cut
 * mark. Its run time depends on the length of the text, and hardly on the number of secrets.
 */
function createRedactor(forms) {
    const redacted = [...new Set(forms)]
        .filter(({ length }) => length >= SHORTEST_REDACTED)
        .sort((a, b) => b.length - a.length);
    if (redacted.length === 0)
        return (text) => text;
    const groups = new Map();
    const isUsed = new Uint8Array(HASHES);
    for (const [hash, all] of Map.groupBy(redacted, (form) => hashAt(form, 0))) {
        isUsed[hash] = 1;
        const short = all.filter(({ length }) => length < PREFIX);
        const long = all.filter(({ length }) => length >= PREFIX);
        groups.set(hash, {
            short: new Set(short),
            lengths: [...new Set(short.map(({ length }) => length))],
            long: Map.groupBy(long, (form) => form.slice(0, PREFIX)),
        });
    }
    const longest = redacted[0]?.length ?? 0;
    const groupAt = (text, at) => {
        const hash = hashAt(text, at);
        return isUsed[hash] === 0 ? undefined : groups.get(hash);
    };
    // Node finds a few forms faster than the loop over all characters, and most strings contain none.
    const mayContain = (text) => redacted.length > FEW_FORMS || redacted.some((form) => text.includes(form));
    return (text) => {
        const whole = mayContain(text) ? findSecrets(text, groupAt) : [];
        return hideRanges(text, [...whole, ...findCutSecrets(text, groupAt, longest)]);
    };
}
function findSecrets(text, groupAt) {
    const ranges = [];
    let last = { start: -1, end: -1 };
    for (let start = 0; start <= text.length - SHORTEST_REDACTED; start += 1) {
        const group = groupAt(text, start);
        if (group === undefined)
            continue;
        const long = group.long.get(text.slice(start, start + PREFIX))?.find((form) => text.startsWith(form, start));
        const length = long?.length ?? group.lengths.find((each) => group.short.has(text.slice(start, start + each))) ?? 0;
        if (length === 0)
            continue;
        const end = start + length;
        // Merges secrets that overlap or are adjacent.
        if (start <= last.end)
            last.end = Math.max(last.end, end);
        else {
            last = { start, end };
            ranges.push(last);
        }
    }
    return ranges;
}
function findCutSecrets(text, groupAt, longest) {
    const ranges = [];
    let end = text.lastIndexOf(build_text/* CUT_MARK */.Hj);
    for (let cuts = 0; end > 0 && cuts < MOST_CUTS; cuts += 1) {
        const before = text.lastIndexOf(build_text/* CUT_MARK */.Hj, end - 1);
        for (let start = Math.max(before + 1, end - longest); start <= end - SHORTEST_REDACTED; start += 1) {
            const group = groupAt(text, start);
            if (group === undefined)
                continue;
            const beginning = text.slice(start, end);
            const forms = beginning.length >= PREFIX
                ? (group.long.get(beginning.slice(0, PREFIX)) ?? [])
                : [...group.short, ...[...group.long.values()].flat()];
            if (!forms.some((form) => form.startsWith(beginning)))
                continue;
            ranges.push({ start, end });
            break;
        }
        end = before;
    }
    return ranges;
}
function hideRanges(text, ranges) {
    let result = '';
    let shown = 0;
    for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
        if (end <= shown)
            continue;
        result += start <= shown && shown > 0 ? '' : `${text.slice(shown, start)}***`;
        shown = end;
    }
    return result + text.slice(shown);
}
const HASHES = 1 << 16;
function hashAt(text, at) {
    const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 1031;
    return (first + text.charCodeAt(at + 2) * 7919 + text.charCodeAt(at + 3) * 40_503) & (HASHES - 1);
}

;// CONCATENATED MODULE: ./build/source/checks/find-needles.js
/** Shorter byte strings are searched for one by one, because they leave too few bytes to skip. */
const SHORTEST_SKIPPING = 8;
const LONGEST_SKIP = 255;
/**
 * Searches for many byte strings in one pass (Wu and Manber, 1994). The window is as long as the shortest byte string.
 * Its last two bytes determine how far it can be moved.
 */
function createSearch(needles) {
    const indexes = needles.map((_, index) => index).filter((index) => needles[index]?.length !== 0);
    const isLong = (index) => (needles[index]?.length ?? 0) >= SHORTEST_SKIPPING;
    const short = indexes.filter((index) => !isLong(index));
    const long = indexes.filter(isLong);
    const searchLong = long.length === 0 ? () => { } : createSkippingSearch(needles, long);
    return (bytes, found) => {
        for (const index of short)
            if (bytes.includes(needles[index]))
                found(index);
        searchLong(bytes, found);
    };
}
function createSkippingSearch(needles, indexes) {
    const window = Math.min(LONGEST_SKIP, ...indexes.map((index) => needles[index]?.length ?? 0));
    const skips = new Uint8Array(0x10000).fill(window - 1);
    const candidates = new Map();
    for (const index of indexes) {
        const needle = needles[index];
        for (let end = 1; end < window; end += 1) {
            const pair = pairAt(needle, end);
            skips[pair] = Math.min(skips[pair] ?? 0, window - 1 - end);
            if (end === window - 1)
                candidates.set(pair, [...(candidates.get(pair) ?? []), index]);
        }
    }
    return (bytes, found) => {
        for (let end = window - 1; end < bytes.length;) {
            const pair = pairAt(bytes, end);
            const skip = skips[pair];
            if (skip === 0) {
                for (const index of candidates.get(pair) ?? []) {
                    if (startsWith(bytes, end - window + 1, needles[index]))
                        found(index);
                }
            }
            end += skip || 1;
        }
    };
}
function pairAt(bytes, end) {
    return (bytes[end - 1] << 8) | bytes[end];
}
function startsWith(bytes, start, needle) {
    return start + needle.length <= bytes.length && needle.every((byte, offset) => bytes[start + offset] === byte);
}

;// CONCATENATED MODULE: ./build/source/checks/leak-check.js




/** In characters. Shorter secrets could be in a file by chance. The token is searched for regardless of its length. */
const SHORTEST_SECRET = 16;
/** The number of characters to search for before the rest is compared. */
const PART_LENGTH = 16;
/** Searches files and their names for secrets, which everyone who can view the Actor's source could use. */
function createLeakCheck(secrets, { names, shownFolder, namedFiles = [] }) {
    const wanted = listWanted(secrets);
    const parts = wanted.flatMap((secret) => 
    // Many forms differ only at the beginning or end.
    [...new Set(secret.forms.flatMap(toParts))].flatMap(toBytes).map((part) => ({ part, secret })));
    const search = createSearch(parts.map(({ part }) => part));
    // UTF-16 doubles the number of bytes, and Base64 may be wrapped.
    const longest = 3 * Math.max(0, ...wanted.flatMap(({ forms }) => forms.map((form) => Buffer.byteLength(form))));
    const findSuspects = (bytes) => {
        const suspects = new Set();
        search(bytes, (index) => {
            const { secret } = parts[index] ?? {};
            if (secret !== undefined)
                suspects.add(secret);
        });
        return suspects;
    };
    const findIn = (bytes) => {
        const suspects = findSuspects(bytes);
        if (suspects.size === 0)
            return [];
        const texts = decodings(bytes);
        return [...suspects].filter(({ forms }) => {
            const needles = forms.map(withoutLineEnds);
            return texts.some((text) => needles.some((needle) => text.includes(needle)));
        });
    };
    const isSuspect = (bytes) => findSuspects(bytes).size > 0;
    if (isSuspect(Buffer.from(names.join('\u0001')))) {
        for (const name of names)
            for (const secret of findIn(Buffer.from(name)))
                secret.names.add(name);
    }
    const inspect = ({ name, size }) => {
        let left = size;
        let end;
        return (part) => {
            const bytes = end === undefined ? part : Buffer.concat([end, part]);
            for (const secret of findIn(bytes))
                secret.files.add(name);
            left -= part.length;
            if (left > 0)
                end = Buffer.from(bytes.subarray(Math.max(0, bytes.length - longest)));
        };
    };
    return {
        inspect,
        isSuspect,
        /** @throws ActionError that lists the secrets and the files that contain them, but never a value. */
        throwIfFound: () => {
            const forms = wanted.flatMap((secret) => secret.forms);
            const found = wanted.filter(({ files, names: inNames }) => files.size + inNames.size > 0);
            const errors = found.map((secret) => toError(secret, forms, { shownFolder, namedFiles }));
            if (errors.length > 0)
                throw (0,build_errors/* combineErrors */.Lt)(errors, 'secrets are in files that would be deployed');
        },
    };
}
function listWanted(secrets) {
    const wanted = new Map();
    for (const secret of secrets) {
        const text = secret.value.replaceAll('\r\n', '\n').trim();
        if (text === '' || (secret.kind !== 'token' && [...text].length < SHORTEST_SECRET))
            continue;
        const known = wanted.get(text);
        if (known !== undefined)
            known.secrets.push(secret);
        else
            wanted.set(text, { secrets: [secret], forms: listForms(text), files: new Set(), names: new Set() });
    }
    return [...wanted.values()];
}
/**
 * Returns the forms of the whole value and of its longest line. Short lines of JSON, and the first and last lines of
 * keys, are not secret.
 */
function listForms(text) {
    const lines = text.split('\n').map((line) => line.trim());
    // In the JSON of a service account, the line breaks of a private key are written as `\n`.
    const escapedLines = lines.flatMap((line) => line.split('\\n').slice(1, -1));
    const longest = [lines, escapedLines].flatMap((all) => {
        const candidates = all.filter((line) => !/^-----.*-----$/.test(line));
        return candidates.toSorted((a, b) => b.length - a.length).slice(0, 1);
    });
    const secretLines = longest.filter((line) => line.length >= SHORTEST_SECRET);
    const texts = new Set([text, text.replaceAll('\n', '\r\n'), ...secretLines]);
    return [...new Set([...texts].flatMap(formsOf))];
}
/**
 * Returns two parts from the middle. If Base64 is wrapped, at least one of them is on a single line, because lines have
 * at least 64 characters.
 */
function toParts(form) {
    const characters = [...form];
    if (characters.length < PART_LENGTH)
        return [form];
    const middle = Math.floor(characters.length / 2);
    const start = Math.max(0, middle - PART_LENGTH);
    return [characters.slice(start, middle).join(''), characters.slice(middle, middle + PART_LENGTH).join('')];
}
function toBytes(part) {
    const utf16 = Buffer.from(part, 'utf16le');
    return [Buffer.from(part), utf16, Buffer.from(utf16).swap16()];
}
/** Decodes bytes as UTF-8 and as UTF-16 (from even and odd offsets), without line breaks. */
function decodings(bytes) {
    const utf16 = [bytes, bytes.subarray(1)].flatMap((from) => {
        const pairs = from.subarray(0, from.length - (from.length % 2));
        return [pairs.toString('utf16le'), Buffer.from(pairs).swap16().toString('utf16le')];
    });
    return [bytes.toString(), ...utf16].map(withoutLineEnds);
}
function withoutLineEnds(text) {
    return text.replaceAll(/[\r\n]/g, '');
}
function toError({ secrets, files, names }, forms, { shownFolder, namedFiles }) {
    const hide = (name) => (0,build_text/* visible */.RK)(forms.reduce((shown, form) => (form.length < 4 ? shown : shown.replaceAll(form, '***')), name));
    const inFiles = [...files].sort();
    const [first] = inFiles;
    const shown = [...inFiles.map(hide), ...[...names].sort().map((name) => `the name of ${hide(name)}`)];
    const contain = `${(0,build_text/* listSome */.XT)(shown)} ${shown.length === 1 ? 'contains' : 'contain'}`;
    const path = shownFolder === '' ? first : `${shownFolder}/${first}`;
    return new build_errors/* ActionError */.lZ(`${contain} ${describeSecrets(secrets)}`, {
        hint: hintFor(secrets, {
            isExcludable: [...files, ...names].some((name) => !namedFiles.includes(name)),
            always: namedFiles.filter((name) => files.has(name) || names.has(name)).map(hide),
        }),
        ...(first === undefined || path === undefined || names.has(first) ? {} : { place: { file: path } }),
    });
}
function describeSecrets(secrets) {
    const names = [...new Set(secrets.map(({ name }) => (0,build_text/* visible */.RK)(name)))];
    const token = secrets.find(({ kind }) => kind === 'token');
    if (token === undefined)
        return `the value of the secret ${names.join(' and ')}`;
    const others = names.filter((name) => name !== 'token' || token.name !== 'token');
    return `the Apify token${others.length === 0 ? '' : ` (also the value of ${others.join(' and ')})`}`;
}
/** @param found.always the files with the secret that rules cannot exclude. */
function hintFor(secrets, { isExcludable, always }) {
    const isToken = secrets.some(({ kind }) => kind === 'token');
    const exclude = isExcludable ? ', or exclude the file in .actorignore' : '';
    const cannot = always.length === 0 ? '' : ` .actorignore cannot exclude ${(0,build_text/* listSome */.XT)(always)}.`;
    const solution = `Remove the ${isToken ? 'token' : 'secret'} from the file or its name${exclude}`;
    if (isToken) {
        return `${solution}: everyone who can see the Actor's source could use it.${cannot} If the token was committed, revoke it at https://console.apify.com/settings/integrations.`;
    }
    const names = [...new Set(secrets.filter(({ kind }) => kind === undefined).map(({ name }) => (0,build_text/* visible */.RK)(name)))];
    return names.length === 0
        ? `${solution}.${cannot}`
        : `${solution}.${cannot} If the value is not a secret, move ${names.join(' and ')} to env-vars.`;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __nccwpck_require__(1060);
// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __nccwpck_require__(9897);
;// CONCATENATED MODULE: ./build/source/checks/line-endings.js





/** The maximum number of characters for file names in one command line. Windows allows 32,767 in total. */
const NAMES_IN_ARGUMENTS = 16_000;
/** Matches `i/lf w/crlf attr/… <tab>name`. With the attribute `eol=crlf`, CRLF is intended. */
const CHANGED_BY_CHECKOUT = /^i\/lf +w\/crlf +attr\/(?![^\t]*eol=crlf)[^\t]*\t/;
/**
 * Warns about tracked files that have LF in Git but CRLF on disk, which happens in checkouts on Windows. A shell script
 * with CRLF does not start in the Actor's container.
 * @param request.files that contain CRLF.
 * @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---eol
 */
async function findCrlfFiles(request) {
    const { files, folder, git, signal } = request;
    const changed = [];
    for (const [base, names] of namesByRepository(files, folder)) {
        const own = [...names.keys()];
        const asked = own.reduce((sum, name) => sum + name.length, 0) <= NAMES_IN_ARGUMENTS ? own : [];
        const args = ['--literal-pathspecs', 'ls-files', '--eol', '-z', '--', ...asked];
        const result = await git(args, { cwd: base, signal });
        if (result.kind !== 'ok')
            continue;
        const records = (0,file_names/* readRecords */.T3)(result.stdout).map(({ name }) => name);
        const found = records.filter((record) => CHANGED_BY_CHECKOUT.test(record));
        changed.push(...found.flatMap((record) => names.get(record.slice(record.indexOf('\t') + 1)) ?? []));
    }
    if (changed.length === 0)
        return [];
    const message = `Some files have LF line endings in Git, but are deployed with CRLF, as on disk: ${(0,build_text/* listSome */.XT)(changed.toSorted().map(build_text/* visible */.RK))}. To check them out with LF, commit a .gitattributes file with this line: * text=auto eol=lf`;
    return [{ level: 'warning', message }];
}
/**
 * For each folder in which Git lists files (the upload root and submodules), maps the names that Git lists to the names
 * of tracked files. Git lists the name of a file itself, not of a link to it.
 */
function namesByRepository(files, folder) {
    const own = (0,git_repository/* findRepository */.W)(folder)?.workTree;
    const all = new Map();
    const tracked = files.filter((file) => file.tracked);
    for (const [place, inPlace] of Map.groupBy(tracked, (file) => external_node_path_.dirname(file.path))) {
        const workTree = (0,git_repository/* findRepository */.W)(place)?.workTree;
        const base = workTree === undefined || workTree === own ? folder : workTree;
        if ((0,paths/* nameFrom */.Ov)(base, place) === undefined)
            continue;
        const names = all.get(base) ?? new Map();
        for (const file of inPlace)
            names.set((0,paths/* nameFrom */.Ov)(base, file.path) ?? '', file.name);
        all.set(base, names);
    }
    return all;
}

;// CONCATENATED MODULE: ./build/source/checks/inspection.js



/** Creates the checks of file contents. */
function createInspection({ files, root, namedFiles }, secrets) {
    const names = files.map(({ name }) => name);
    const leaks = createLeakCheck(secrets, { names, shownFolder: root.shown, namedFiles });
    const pointers = [];
    const encrypted = [];
    const withCrlf = [];
    const inspect = (file) => {
        const inspectPart = leaks.inspect(file);
        let isFirst = true;
        return (part) => {
            inspectPart(part);
            if (!isFirst)
                return;
            isFirst = false;
            if (isLfsPointer(file, part))
                pointers.push(file.name);
            else if (part.subarray(0, encryptedStart.length).equals(encryptedStart))
                encrypted.push(file.name);
            else if (part.includes('\r\n') && !part.includes(0))
                withCrlf.push(file);
        };
    };
    return {
        inspect,
        /** Inspects files after they were encoded. @param sourceFiles in the same order as `files`. */
        inspectEncoded: (sourceFiles) => {
            // Searching all files at once is much faster, and almost always shows that none of them has to be inspected.
            const texts = sourceFiles.map(({ format, content }) => (format === 'TEXT' ? content : '')).join('\u0001');
            const all = Buffer.from(texts);
            const isClean = !all.includes('\r\n') && !all.includes(pointerStart) && !leaks.isSuspect(all);
            for (let index = 0; index < sourceFiles.length; index += 1) {
                const { format, content } = sourceFiles[index];
                if (isClean && format === 'TEXT')
                    continue;
                inspect(files[index])(Buffer.from(content, format === 'TEXT' ? 'utf8' : 'base64'));
            }
        },
        report: async (git, signal) => {
            leaks.throwIfFound();
            const crlf = { files: withCrlf, folder: root.folder, git, signal };
            return [
                ...warnAbout(pointers, 'are Git LFS pointers, not the files themselves', 'Set lfs: true for actions/checkout.'),
                ...warnAbout(encrypted, 'are encrypted by git-crypt', 'Run git-crypt unlock before this step.'),
                ...(await findCrlfFiles(crlf)),
            ];
        },
    };
}
/** Files that are locked with https://github.com/AGWA/git-crypt begin with these bytes. */
const encryptedStart = Buffer.from('\0GITCRYPT\0');
/** A Git LFS pointer is smaller than 1,024 bytes. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const MAX_POINTER_BYTES = 1023;
const pointerStart = Buffer.from('version https://git-lfs.github.com/spec/v1\n');
function isLfsPointer({ size }, part) {
    return size <= MAX_POINTER_BYTES && part.subarray(0, pointerStart.length).equals(pointerStart);
}
function warnAbout(names, problem, hint) {
    if (names.length === 0)
        return [];
    const files = (0,build_text/* listSome */.XT)(names.toSorted().map(build_text/* visible */.RK));
    return [{ level: 'warning', message: `Some files ${problem}: ${files}. ${hint}` }];
}
/** Reports empty files. Apify stores them, but its builds skip them unless the source is an archive. */
function findEmptyFiles(files) {
    const names = files.filter(({ size }) => size === 0).map(({ name }) => (0,build_text/* visible */.RK)(name));
    if (names.length === 0)
        return [];
    const message = `Apify's builds skip ${(0,build_text/* formatCount */.B4)(names.length, 'empty file')}: ${(0,build_text/* listSome */.XT)(names)}`;
    return [{ level: 'debug', message }];
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./build/source/files/read-file.js
var read_file = __nccwpck_require__(2705);
;// CONCATENATED MODULE: ./build/source/files/encode-files.js



/**
 * The maximum size of all `content` strings of a version, in bytes. `MAX_MULTIFILE_BYTES` in
 * https://github.com/apify/apify-shared-js
 */
const MAX_CONTENT_BYTES = 3 * 1024 ** 2;
/** The maximum size of a request body before compression, in bytes. https://docs.apify.com/api/v2 */
const MAX_BODY_BYTES = 9_437_184;
/** How long to read files, in milliseconds, before pending requests and a cancellation are processed. */
const SLICE_MS = 20;
/**
 * Encodes files as text if they are valid UTF-8 without NUL, otherwise as Base64. Stops as soon as the content exceeds
 * the limit for a version, so that memory use stays below that limit.
 */
async function encodeFiles(files, { workspace, signal }) {
    // Neither encoding is shorter than the file itself.
    if (files.reduce((sum, { size }) => sum + size, 0) > MAX_CONTENT_BYTES)
        return 'too-large';
    const sourceFiles = [];
    let contentBytes = 0;
    while (sourceFiles.length < files.length) {
        await (0,promises_.setImmediate)();
        signal.throwIfAborted();
        const end = performance.now() + SLICE_MS;
        const reader = (0,read_file/* createFileReader */.g)(workspace);
        for (const file of files.slice(sourceFiles.length)) {
            const text = reader.readText(file);
            const encoded = text === undefined ? encodeBytes(reader.readWhole(file)) : encodeText(text, file.size);
            sourceFiles.push({ name: file.name, format: encoded.format, content: encoded.content });
            contentBytes += encoded.counted;
            if (contentBytes > MAX_CONTENT_BYTES)
                return 'too-large';
            if (sourceFiles.length % 32 === 0 && performance.now() > end)
                break;
        }
    }
    return sourceFiles;
}
function encodeBytes(bytes) {
    if ((0,external_node_buffer_.isUtf8)(bytes) && !bytes.includes(0))
        return encodeText(bytes.toString(), bytes.length);
    return { format: 'BASE64', content: bytes.toString('base64'), counted: Math.ceil(bytes.length / 3) * 4 };
}
/**
 * Counts bytes like Apify, which counts 5 bytes instead of 4 for a character above U+FFFF. If the text has as many
 * characters as bytes, it is ASCII.
 */
function encodeText(content, bytes) {
    const beyond = content.length === bytes ? 0 : (content.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
    return { format: 'TEXT', content, counted: bytes + beyond };
}
const FORM_BYTES = '{"name":"","format":"BASE64","content":""},'.length;
/** Characters that JSON encodes in 6 bytes, such as `\u0001`. All other characters take at most 3 bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern must match them
const LONG_ESCAPES = /[\u0000-\u0007\u000b\u000e-\u001f]/;
/** Whether the request for the version stays within the limit. @param otherBytes size of the body without the files. */
function fitsIntoBody(sourceFiles, otherBytes) {
    // In most cases, an upper bound is sufficient.
    const isBelow = (mostBytes) => {
        const sizes = sourceFiles.map(({ name, content }) => FORM_BYTES + mostBytes * (name.length + content.length));
        return sizes.reduce((sum, size) => sum + size, otherBytes) <= MAX_BODY_BYTES;
    };
    if (isBelow(6))
        return true;
    if (isBelow(3) && !sourceFiles.some(({ name, content }) => LONG_ESCAPES.test(name) || LONG_ESCAPES.test(content))) {
        return true;
    }
    return otherBytes + Buffer.byteLength(JSON.stringify(sourceFiles)) - '[]'.length <= MAX_BODY_BYTES;
}

;// CONCATENATED MODULE: ./build/source/source.js
function factsOf(files, { archived }) {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}
/** Returns the source to show in a plan, without file contents and without the URL of an archive. */
function plannedSource(source) {
    if (source.kind === 'url')
        return source.source;
    const { kind, actorPath } = source;
    const place = actorPath === undefined ? {} : { actorPath };
    return kind === 'archive'
        ? { sourceType: 'TARBALL', tarballUrl: '', ...place }
        : { sourceType: 'SOURCE_FILES', sourceFiles: [], ...place };
}

;// CONCATENATED MODULE: ./build/source/prepare-source.js




/**
 * Packs files into an archive if they do not fit into the request.
 * @param otherBytes size of the request body without the files.
 */
async function prepareSource(request, { facts, content }, otherBytes) {
    switch (content.kind) {
        case 'url':
            return { source: content, facts, diagnostics: [] };
        case 'encoded': {
            const { sourceFiles, root } = content;
            if (!fitsIntoBody(sourceFiles, otherBytes))
                return pack(request, content, 'body');
            return { source: { kind: 'files', sourceFiles, actorPath: root.actorPath }, facts, diagnostics: [] };
        }
        case 'unread':
            return pack(request, content, content.reason);
    }
}
async function pack({ workspace: { workspace }, secrets, git, temporaryFolder, signal }, content, reason) {
    const [{ packArchive }, { archiveNotice }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 62).then(__nccwpck_require__.bind(__nccwpck_require__, 1062)),
        __nccwpck_require__.e(/* import() */ 712).then(__nccwpck_require__.bind(__nccwpck_require__, 4712)),
    ]);
    const { files, root } = content;
    const { inspect, report } = createInspection(content, secrets);
    const archive = await packArchive({ files, workspace, temporaryFolder, inspect, signal });
    try {
        const found = await report(git, signal);
        return {
            facts: factsOf(files, { archived: true }),
            source: { kind: 'archive', ...archive, actorPath: root.actorPath },
            // If the request was too large, the files were already read and reported.
            diagnostics: [...(reason === 'body' ? [] : found), archiveNotice(files, reason)],
        };
    }
    catch (error) {
        await (0,temporary_folder/* removeArchive */.L)(archive.path);
        throw error;
    }
}
async function removeArchive({ source }) {
    if (source.kind === 'archive')
        await (0,temporary_folder/* removeArchive */.L)(source.path);
}

// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __nccwpck_require__(1857);
;// CONCATENATED MODULE: ./build/source/checks/docker.js


/**
 * Reports that there is no Dockerfile, if actor.json does not name one.
 * @see https://docs.apify.com/platform/actors/development/actor-definition/dockerfile
 */
function checkDockerfile(dockerfile, { actorPath = '' }, names) {
    if (dockerfile !== undefined)
        return [];
    const places = named_files/* defaultPlaces */.cy.dockerfile.map((name) => external_node_path_.posix.join(actorPath, name));
    if (names.some((name) => places.includes(name)))
        return [];
    const message = `There is no Dockerfile (${named_files/* defaultPlaces */.cy.dockerfile.join(' or ')}), so Apify builds with its default image for Node.js.`;
    return [{ level: 'warning', message }];
}

// EXTERNAL MODULE: ./build/source/rules/actor-ignore.js
var actor_ignore = __nccwpck_require__(8624);
;// CONCATENATED MODULE: ./build/source/rules/source-rules.js

/** Combines the rules that include or exclude files that Git would commit. Names are relative to the upload root. */
function createSourceRules({ uploadRoot, actorFolder, ignore, patterns, namedFiles, }) {
    const isSelected = (name) => {
        if (patterns === undefined || namedFiles.has(name))
            return true;
        const below = (0,paths/* nameBelow */.lX)(actorFolder, name);
        return below === undefined || patterns.select(below);
    };
    /** Returns the real name of a file behind a link. */
    const otherName = (name, at) => {
        const own = (0,paths/* nameFrom */.Ov)(uploadRoot, at);
        return own === name ? undefined : own;
    };
    return {
        includesAgain: ignore.includesAgain,
        /** Files that are deployed regardless of the other rules. */
        namedFiles,
        isSelected,
        matters: (name, isFolder) => isSelected(name) || (isFolder && patterns?.maySelectBelow((0,paths/* nameBelow */.lX)(actorFolder, name) ?? '') === true),
        /**
         * Whether `.actorignore` excludes or includes a file. For a file behind a link, both names are checked.
         * @param at path of the file on disk.
         */
        judge: (name, at) => {
            if (!ignore.hasRules)
                return 'undecided';
            const own = otherName(name, at);
            const kinds = [name, ...(own === undefined ? [] : [own])].map((each) => ignore.judge(each).kind);
            if (kinds.includes('excluded') && !namedFiles.has(name))
                return 'excluded';
            return kinds.includes('included-again') ? 'included-again' : 'undecided';
        },
        /** Whether `.actorignore` may include anything in a folder again, under either name. */
        mayIncludeIn: (name, at) => {
            const own = otherName(name, at);
            return ignore.mayIncludeIn(name) || (own !== undefined && ignore.mayIncludeIn(own));
        },
    };
}

// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __nccwpck_require__(4565);
// EXTERNAL MODULE: ./build/source/rules/ignore-rules.js
var ignore_rules = __nccwpck_require__(5086);
;// CONCATENATED MODULE: ./build/source/files/actor-ignore-file.js








const NAME = '.actorignore';
const MAX_BYTES = 1024 ** 2;
const saveAsUtf8 = 'Save the file as UTF-8. In VS Code, click the encoding in the status bar and select "Save with Encoding". In PowerShell, write it with Set-Content -Encoding utf8.';
/** @throws ActionError if `.actorignore` is not a regular UTF-8 text file of at most 1 MiB. */
async function readActorIgnore(workspace, folder) {
    const place = external_node_path_.join(folder, NAME);
    const stats = (0,file_names/* statAt */.IU)(place);
    // Some file systems also find `.ActorIgnore`, which does not count.
    if (stats === undefined || (0,file_names/* createSpelling */.$0)(folder)(NAME))
        return [];
    const wrong = (problem, hint) => new build_errors/* ActionError */.lZ(`${(0,build_text/* visible */.RK)((0,paths/* nameFrom */.Ov)(workspace, place) ?? NAME)} ${problem}`, { hint });
    if (stats.isSymbolicLink()) {
        throw wrong('is a link', 'Replace it with a text file with one rule per line, as in .gitignore.');
    }
    const file = await (0,workspace_file/* readWorkspaceFile */.sL)(workspace, place, MAX_BYTES);
    if (file.kind === 'too-large') {
        throw wrong(`is ${file.size} bytes; the limit is ${MAX_BYTES}`, 'Use patterns instead of a line for each file.');
    }
    if (file.kind !== 'read') {
        const { problem, hint } = (0,workspace_file/* explainUnread */.H8)(file, MAX_BYTES);
        throw wrong(problem, hint);
    }
    // PowerShell's `>` writes UTF-16, and Notepad can do so too.
    if (/^(?:\xff\xfe|\xfe\xff)|\0/.test(file.bytes.toString('latin1')))
        throw wrong('is UTF-16 text', saveAsUtf8);
    if (!(0,external_node_buffer_.isUtf8)(file.bytes))
        throw wrong('is not UTF-8 text', saveAsUtf8);
    return (0,ignore_rules/* parseIgnoreRules */.R0)(file.bytes);
}

// EXTERNAL MODULE: ./build/source/rules/built-in-rules.js
var built_in_rules = __nccwpck_require__(6228);
;// CONCATENATED MODULE: ./build/source/files/included-again.js



/**
 * Finds files that Git ignores and `.actorignore` includes again. Names are relative to the folder. Reads only
 * subfolders in which a line may match.
 */
function findIncludedAgain(place, listed, rules) {
    const known = new Set(listed.map(({ name }) => name));
    const unreadable = [];
    const mayInclude = (folder) => rules.mayIncludeIn((0,file_names/* joinNames */.JH)(place.name, folder), (0,paths/* placeIn */.VV)(place.folder, folder));
    const isIncluded = (name) => !known.has(name) &&
        !(0,built_in_rules/* isLeftByTools */.AJ)(name) &&
        rules.judge((0,file_names/* joinNames */.JH)(place.name, name), (0,paths/* placeIn */.VV)(place.folder, name)) === 'included-again';
    const found = mayInclude('') ? [...(0,file_names/* walkFolder */.aI)(place.folder, '', mayInclude, unreadable)] : [];
    const files = found.filter(({ name }) => isIncluded(name));
    return { files: files.map((file) => ({ ...file, tracked: false, isIncludedAgain: true })), unreadable };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./build/source/files/links.js






/** On Windows, EPERM means that access is denied. EINVAL and UNKNOWN mean that the target is not valid. */
const unreachable = new Set([
    ...['ELOOP', 'EACCES'],
    ...(external_node_path_.sep === '\\' ? ['EPERM', 'EINVAL', 'UNKNOWN'] : []),
]);
/** The maximum number of links that Linux follows in a chain. */
const LONGEST_CHAIN = 40;
/**
 * Resolves a link.
 * @param isTextLink whether a file is a link that Git checked out as text (on Windows, if `core.symlinks` is false).
 */
function resolveLink(link, workspace, isTextLink) {
    let place = link;
    try {
        for (let hops = 0;; hops += 1) {
            if (hops === LONGEST_CHAIN)
                return { kind: 'broken' };
            const next = foldersTo(place, workspace).find((at) => isTextLink(at) || isFollowedByText(at));
            if (next === undefined)
                break;
            place = external_node_path_.resolve(external_node_path_.dirname(next), readLinkText(next, isTextLink), external_node_path_.relative(next, place));
            if ((0,paths/* isOnNetwork */.y$)(place) && (0,paths/* nameFrom */.Ov)(workspace, place) === undefined)
                return { kind: 'outside', isFolder: false };
        }
        const target = (0,workspace_file/* realPath */.Ye)(place);
        const stats = (0,external_node_fs_.statSync)(target);
        const name = (0,paths/* nameFrom */.Ov)(workspace, target);
        if (name === undefined)
            return { kind: 'outside', isFolder: stats.isDirectory() };
        if ((0,paths/* isInGitFolder */.e9)(name))
            return { kind: 'in-git', isFolder: stats.isDirectory() };
        if (!stats.isDirectory() && !stats.isFile())
            return { kind: 'broken' };
        return { kind: stats.isDirectory() ? 'folder' : 'file', path: target, size: stats.size, mode: stats.mode };
    }
    catch (error) {
        if ((0,build_errors/* isNowhere */.xQ)(error) || unreachable.has((0,build_errors/* codeOf */.$N)(error)))
            return { kind: 'broken' };
        throw error;
    }
}
/**
 * Whether a link must be resolved by its text, so that each intermediate path is checked before anything opens it. Only
 * Windows requires this, because a path can lead to another machine there. Windows resolves `..` in the same way as
 * this code.
 */
function isFollowedByText(place) {
    return external_node_path_.sep === '\\' && (0,external_node_fs_.lstatSync)(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
/** Returns the text of a link. For a file behind a link, returns the path of the file. */
function readLinkText(link, isTextLink) {
    if (isTextLink(link))
        return (0,external_node_fs_.readFileSync)(link, 'utf8');
    return (0,external_node_fs_.lstatSync)(link).isSymbolicLink() ? (0,external_node_fs_.readlinkSync)(link) : (0,workspace_file/* realPath */.Ye)(link);
}
/** Returns a path and its parent folders inside the workspace, starting with the outermost. */
function foldersTo(place, workspace) {
    const name = (0,paths/* nameFrom */.Ov)(workspace, place);
    return name ? [...(0,file_names/* foldersAbove */.Zv)(name), name].map((each) => (0,paths/* placeIn */.VV)(workspace, each)) : [];
}

;// CONCATENATED MODULE: ./build/source/files/notes.js
function noNotes() {
    return {
        brokenLinks: [],
        /** Links to files that Git ignores. Nothing is deployed for them. */
        emptyLinks: [],
        linksOutside: [],
        linksIntoGit: [],
        /** Tracked files that a sparse checkout excludes. */
        sparse: [],
        missingSubmodules: [],
        unreadableFolders: [],
        /** In escaped form. */
        namesNotUtf8: [],
        /** Untracked files that are deployed only because Git does not ignore them. */
        untracked: new Set(),
        /** Files that are executable on disk but not in the index. */
        doubtfulModes: new Set(),
    };
}

;// CONCATENATED MODULE: ./build/source/files/collect-files.js









/** The mode of a link in the index. */
const LINK = '120000';
/** More links than any Actor has. Links to folders that contain each other multiply. */
const MAX_LINKS = 10_000;
const requested = { followed: new Set(), tracked: true, isIncludedAgain: false };
/**
 * Collects the files in the folders, following links, based on Git's rules and `.actorignore`. The `files` input is
 * applied later.
 */
async function collectFiles(request) {
    const { rules, folders, uploadRoot, workspace, listings, signal } = request;
    const files = new Map();
    const notes = noNotes();
    /** Links that Git checked out as text files. */
    const textLinks = new Set();
    let linkCount = 0;
    /** @returns the number of files and links in the folder. */
    const walk = async (place) => {
        const { folder, followed } = place;
        const listing = await listings.around(folder);
        const listed = filesBelow(listing, folder);
        const again = rules.includesAgain ? findIncludedAgain(place, listed, rules) : { files: [], unreadable: [] };
        const isReal = (0,file_names/* realFoldersBelow */.dF)(folder);
        const links = [];
        for (const file of [...listed, ...again.files]) {
            const name = (0,file_names/* joinNames */.JH)(place.name, file.name);
            const at = (0,paths/* placeIn */.VV)(folder, file.name);
            if (rules.judge(name, at) === 'excluded')
                continue;
            if (file.escaped !== undefined) {
                const isFolder = name.endsWith('/');
                if (rules.matters(isFolder ? name.slice(0, -1) : name, isFolder)) {
                    notes.namesNotUtf8.push((0,file_names/* joinNames */.JH)(place.name, file.escaped));
                }
                continue;
            }
            const stats = isReal(at) ? (0,file_names/* statAt */.IU)(at) : undefined;
            if (stats === undefined) {
                if (file.isSparse === true && rules.matters(name, false))
                    notes.sparse.push(name);
            }
            else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(file, at)))) {
                links.push({ name, path: at, followed, ...through(place, file) });
            }
            else if (stats.isFile())
                add({ name, path: at, followed, ...through(place, file) }, stats, file);
        }
        noteFolders(place, listing, again.unreadable);
        for (const link of links)
            await follow(link);
        return listed.length + again.files.length;
    };
    const follow = async (link) => {
        signal.throwIfAborted();
        if (link.followed.has(link.path))
            return;
        linkCount += 1;
        if (linkCount > MAX_LINKS) {
            throw new build_errors/* ActionError */.lZ(`The source has more than ${MAX_LINKS} links, including ${(0,build_text/* visible */.RK)(link.name)}`, {
                hint: 'Links to folders that contain each other multiply the files. Exclude some of the links in .actorignore.',
            });
        }
        const isText = (file) => textLinks.has(file);
        const target = resolveLink(link.path, workspace, isText);
        const note = (list, isFolder) => {
            if (rules.matters(link.name, isFolder))
                list.push({ name: link.name, target: readLinkText(link.path, isText) });
        };
        switch (target.kind) {
            case 'broken':
                return note(notes.brokenLinks, true);
            case 'outside':
                return note(notes.linksOutside, target.isFolder);
            case 'in-git':
                return note(notes.linksIntoGit, target.isFolder);
            case 'folder': {
                const place = { ...link, folder: target.path, followed: new Set([...link.followed, link.path]) };
                if ((await walk(place)) === 0)
                    note(notes.emptyLinks, true);
                return;
            }
            case 'file': {
                const file = await listings.find(target.path);
                if (file !== undefined && (await isTextLink(file, target.path)))
                    return await follow(link);
                const judgement = rules.judge(link.name, target.path);
                if (judgement === 'excluded')
                    return;
                const isIncluded = judgement === 'included-again' || rules.namedFiles.has(link.name);
                if (file !== undefined || (isIncluded && !(0,built_in_rules/* isLeftByTools */.AJ)(external_node_path_.basename(target.path)))) {
                    add({ ...link, ...through(link, file), path: target.path }, target, file);
                }
                else
                    note(notes.emptyLinks, false);
            }
        }
    };
    const add = ({ name, path: at, tracked, isIncludedAgain }, stats, file) => {
        if (files.has(name))
            return;
        const isExecutable = (stats.mode & 0o111) !== 0;
        const executable = isExecutable || file?.indexMode === '100755';
        files.set(name, { name, path: at, size: stats.size, executable, tracked });
        if (isExecutable && file?.indexMode === '100644')
            notes.doubtfulModes.add(name);
        if (!tracked && !isIncludedAgain && file?.isNested !== true)
            notes.untracked.add(name);
    };
    /** Records folders from which no files can be deployed, unless they are excluded anyway. */
    const noteFolders = (place, listing, unreadable) => {
        const below = (names) => names.flatMap((name) => (0,paths/* nameFrom */.Ov)(place.folder, (0,paths/* placeIn */.VV)(listing.folder, name)) ?? []);
        const note = (found, list) => {
            for (const folder of found) {
                const name = (0,file_names/* joinNames */.JH)(place.name, folder);
                const isExcluded = rules.judge(`${name}/a`, (0,paths/* placeIn */.VV)(place.folder, `${folder}/a`)) === 'excluded';
                if (!isExcluded && rules.matters(name, true) && !list.includes(name))
                    list.push(name);
            }
        };
        note(below(listing.missingSubmodules), notes.missingSubmodules);
        note([...below(listing.unreadable), ...unreadable], notes.unreadableFolders);
    };
    /** Adds a file that actor.json names, even if Git ignores it. */
    const addNamed = async (name) => {
        if (files.has(name) || (0,paths/* isInGitFolder */.e9)(name) || (0,built_in_rules/* isLeftByTools */.AJ)(name))
            return;
        const at = (0,paths/* placeIn */.VV)(uploadRoot, name);
        const stats = (0,file_names/* statAt */.IU)(at);
        const isThere = stats?.isFile() === true || stats?.isSymbolicLink() === true;
        if (isThere && !(0,file_names/* createSpelling */.$0)(uploadRoot)(name))
            await follow({ name, path: at, ...requested });
    };
    const isTextLink = async (file, at) => {
        if (file.indexMode !== LINK || (await listings.diskSettings(external_node_path_.dirname(at))).hasLinks)
            return false;
        textLinks.add(at);
        return true;
    };
    for (const folder of folders) {
        await listings.ofRoot(folder);
        await walk({ folder, name: (0,paths/* nameFrom */.Ov)(uploadRoot, folder) ?? '', ...requested });
    }
    for (const name of rules.namedFiles)
        await addNamed(name);
    // If the file system does not support modes, all files may appear to be executable.
    const hasModes = notes.doubtfulModes.size === 0 || (await listings.diskSettings(folders[0] ?? uploadRoot)).hasModes;
    const correct = (file) => hasModes || !notes.doubtfulModes.has(file.name) ? file : { ...file, executable: false };
    return { files: [...files.values()].map(correct), notes };
}
/** Returns the files of a listing that are in a folder, with names relative to that folder. */
function filesBelow(listing, folder) {
    const below = (0,paths/* nameFrom */.Ov)(listing.folder, folder) ?? '';
    if (below === '')
        return listing.files;
    return listing.files
        .filter(({ name }) => name.startsWith(`${below}/`))
        .map((file) => ({ ...file, name: file.name.slice(below.length + 1) }));
}
/** @param file undefined if the file is not listed, but `.actorignore` or actor.json includes it. */
function through(way, file) {
    return {
        tracked: way.tracked && file?.tracked === true && file.isNested !== true,
        isIncludedAgain: way.isIncludedAgain || file === undefined || file.isIncludedAgain === true,
    };
}

;// CONCATENATED MODULE: ./build/source/files/diagnostics.js





/** @throws ActionError that lists all links and names that cannot be deployed. */
function throwIfNotSendable({ linksOutside, linksIntoGit, namesNotUtf8 }) {
    const mistakes = [];
    const refuseLinks = (links, where) => {
        const [first] = links;
        if (first === undefined)
            return;
        const hint = `Add the target to the repository, or exclude the link with a line in .actorignore: ${(0,build_text/* visible */.RK)(`/${first.name}`)}`;
        mistakes.push(new build_errors/* ActionError */.lZ(`Links lead ${where}: ${listNames(links.map(formatLink))}`, { hint }));
    };
    refuseLinks(linksOutside, 'out of the workspace');
    refuseLinks(linksIntoGit, 'into a .git folder');
    if (namesNotUtf8.length > 0) {
        const hint = 'Rename the files, or exclude them in .actorignore. Write * for each part that is shown as \\x.';
        mistakes.push(new build_errors/* ActionError */.lZ(`File names are not valid UTF-8: ${listNames(namesNotUtf8)}`, { hint }));
    }
    if (mistakes.length > 0)
        throw (0,build_errors/* combineErrors */.Lt)(mistakes, 'mistakes in the source files');
}
function reportFiles(request) {
    const { files, notes } = request;
    const credentials = files.filter(({ name, tracked }) => !tracked && (0,built_in_rules/* isNamedLikeCredentials */.J0)(name));
    const untracked = isVersioned(request) ? files.filter(({ name }) => notes.untracked.has(name)) : [];
    const rows = [
        [
            'warning',
            'Submodules are not checked out, so their files are not deployed',
            notes.missingSubmodules,
            'Set submodules: true for actions/checkout',
        ],
        ['warning', 'Folders could not be read, so their untracked files are not deployed', notes.unreadableFolders],
        ['warning', 'Tracked files are not deployed because the sparse checkout excludes them', notes.sparse],
        ['warning', 'Broken links are not deployed', notes.brokenLinks.map(formatLink)],
        [
            'warning',
            'Repositories that are not submodules are deployed with the Actor',
            countNestedFiles(request),
            'If they are not part of the Actor, exclude them in .actorignore',
        ],
        [
            'warning',
            'Untracked files whose names suggest credentials are deployed',
            credentials.map(({ name }) => name),
            'Exclude secrets in .actorignore',
        ],
        [
            'notice',
            'Links to files that Git ignores are not deployed',
            notes.emptyLinks.map(formatLink),
            'To include the files, add lines that begin with ! to .actorignore',
        ],
        ['notice', `${(0,build_text/* formatCount */.B4)(untracked.length, 'untracked file')} deployed`, untracked.map(({ name }) => name)],
        [
            'notice',
            'Files in .actor/ are not deployed because ignore rules or the files input exclude them',
            findExcludedActorFiles(request),
        ],
    ];
    const found = rows.filter(([, , names]) => names.length > 0);
    return [
        ...reportFallbacks(request),
        ...found.map(([level, what, names, advice]) => ({
            level,
            message: `${what}: ${listNames(names)}${advice === undefined ? '' : `. ${advice}`}`,
        })),
    ];
}
/** Whether Git listed the files of the working directory, so that it is known which ones are tracked. */
function isVersioned({ workspace: { workingDirectory }, listings }) {
    return !listings.some(({ withoutGit, folder: listed, ignoredBy }) => withoutGit.some(({ folder }) => folder === workingDirectory) ||
        (listed === workingDirectory && ignoredBy !== undefined));
}
function reportFallbacks({ workspace: { workspace }, listings }) {
    const shown = (folder) => (0,paths/* nameFrom */.Ov)(workspace, folder) || '.';
    const byReason = Map.groupBy(listings.flatMap(({ withoutGit }) => withoutGit), ({ reason }) => reason);
    const fallbacks = [...byReason].map(([reason, places]) => {
        const folders = listNames(places.map(({ folder }) => shown(folder)));
        const message = `Because ${(0,build_text/* visible */.RK)(reason)}, only .gitignore files determine which files of ${folders} are deployed. Ignored files are not deployed even if they are tracked, and ignore rules from other places have no effect`;
        return { level: 'warning', message };
    });
    const ignored = listings.flatMap(({ folder, ignoredBy }) => {
        if (ignoredBy === undefined)
            return [];
        const rule = `${(0,build_text/* visible */.RK)(ignoredBy.file)}, line ${ignoredBy.line}: ${(0,build_text/* visible */.RK)(ignoredBy.text)}`;
        const message = `Git ignores the folder ${(0,build_text/* visible */.RK)(shown(folder))} (${rule}). Only the ignore files in this folder determine which of its files are deployed, and rules from other places have no effect`;
        return [{ level: 'notice', message }];
    });
    return [...fallbacks, ...ignored];
}
function countNestedFiles({ workspace: { workspace }, files, listings }) {
    const nested = [...new Set(listings.flatMap((listing) => listing.nested))];
    return nested.flatMap((folder) => {
        const count = files.filter((file) => (0,paths/* nameFrom */.Ov)(folder, file.path) !== undefined).length;
        return count === 0 ? [] : [`${(0,paths/* nameFrom */.Ov)(workspace, folder)} (${(0,build_text/* formatCount */.B4)(count, 'file')})`];
    });
}
/** Finds files in `.actor/` that are on disk but not deployed, because the build may need them. */
function findExcludedActorFiles({ workspace, actorFolder, files, notes }) {
    const { workingDirectory } = workspace;
    if ((0,file_names/* createSpelling */.$0)(workingDirectory)('.actor'))
        return [];
    const sent = new Set(files.map(({ name }) => name));
    const isSent = (name) => sent.has(name) || files.some((file) => file.name.startsWith(`${name}/`));
    const isReported = (name) => [...notes.brokenLinks, ...notes.emptyLinks].some((link) => link.name === name);
    const isExcluded = (own) => {
        const name = (0,file_names/* joinNames */.JH)(actorFolder, own);
        return enters(own) && !(0,built_in_rules/* isLeftByTools */.AJ)(own) && !isSent(name) && !isReported(name);
    };
    const enters = (own) => (0,built_in_rules/* excludedFolder */.v_)(own, undefined) === undefined;
    const found = [...(0,file_names/* walkFolder */.aI)(workingDirectory, '.actor', enters)].map(({ name }) => name);
    return found.filter(isExcluded).map((own) => (0,file_names/* joinNames */.JH)(actorFolder, own));
}
function formatLink({ name, target }) {
    return `${name} -> ${target}`;
}
function listNames(names) {
    return (0,build_text/* listSome */.XT)([...new Set(names)].map(build_text/* visible */.RK));
}

// EXTERNAL MODULE: ./build/source/files/git-listing.js
var git_listing = __nccwpck_require__(4741);
;// CONCATENATED MODULE: ./build/source/files/listings.js







/** The number of repositories to list at once. */
const AT_ONCE = 8;
/** Lists folders on demand, each of them once. All paths are absolute, with links resolved. */
function createListings({ git, workspace, workingDirectory, signal, }) {
    const listings = new Map();
    const indexes = new Map();
    const settings = new Map();
    const list = async (folder, isRoot) => {
        const parts = await listParts(folder, '', { isRoot, isNested: false });
        return {
            ...parts[0],
            folder,
            files: parts.flatMap(({ files }) => files),
            missingSubmodules: parts.flatMap(({ missingSubmodules }) => missingSubmodules),
            unreadable: parts.flatMap(({ unreadable }) => unreadable),
            nested: parts.flatMap(({ nested }) => nested),
            withoutGit: parts.flatMap(({ withoutGit }) => withoutGit),
        };
    };
    /** Lists a repository and those in it. @param above its name in the folder; empty for the folder itself. */
    const listParts = async (top, above, { isRoot, isNested }) => {
        const folder = (0,paths/* placeIn */.VV)(top, above);
        const { reason, ignoredBy, ...listed } = await listRepository(folder, isRoot);
        const named = (name) => (0,file_names/* joinNames */.JH)(above, name);
        const isCheckedOut = (name) => (0,external_node_fs_.existsSync)((0,paths/* placeIn */.VV)(folder, `${name}/.git`));
        const nested = listed.nested.filter((name) => isSent(folder, { name, tracked: false }));
        const aliases = findAliases(listed.files, (0,file_names/* createSpelling */.$0)(folder));
        const files = listed.files.filter((file) => isSent(folder, file) && !aliases.has(file.name));
        const inTop = ({ name, escaped, ...file }) => {
            const shown = escaped === undefined ? {} : { escaped: named(escaped) };
            return { ...file, ...shown, name: named(name), isNested };
        };
        const own = {
            folder,
            files: above === '' ? files : files.map(inTop),
            missingSubmodules: listed.submodules.filter((name) => !isCheckedOut(name)).map(named),
            unreadable: listed.unreadable.map(named),
            nested: isNested ? [] : nested.map((name) => (0,paths/* placeIn */.VV)(folder, name)),
            withoutGit: reason === undefined ? [] : [{ folder, reason }],
            ignoredBy,
        };
        const names = [...listed.submodules.filter(isCheckedOut), ...nested];
        const inner = [];
        for (let start = 0; start < names.length; start += AT_ONCE) {
            const batch = names.slice(start, start + AT_ONCE).map((name) => {
                return listParts(top, named(name), { isRoot: false, isNested: isNested || nested.includes(name) });
            });
            inner.push(...(await Promise.all(batch)));
        }
        return [own, ...inner.flat()];
    };
    const listRepository = async (folder, isRoot) => {
        const listed = await (0,git_listing/* listByGit */.q4)(git, folder, signal);
        if ('reason' in listed) {
            const { listByIgnoreFiles } = await __nccwpck_require__.e(/* import() */ 154).then(__nccwpck_require__.bind(__nccwpck_require__, 5154));
            const found = listByIgnoreFiles(workspace, folder);
            return isRoot || found.ignoredBy === undefined ? { ...found, ...listed } : { ...nothing, ...listed };
        }
        const isEmpty = listed.files.length + listed.nested.length + listed.submodules.length === 0;
        const ignoredBy = isRoot && isEmpty ? await (0,git_listing/* readIgnoreLine */.x2)({ git, workspace, signal }, folder) : undefined;
        if (ignoredBy === undefined)
            return listed;
        const { listIsolated } = await __nccwpck_require__.e(/* import() */ 154).then(__nccwpck_require__.bind(__nccwpck_require__, 5154));
        return { ...listIsolated(folder), ignoredBy };
    };
    const isSent = (folder, { name, tracked }) => {
        if ((0,paths/* isInGitFolder */.e9)(name))
            return false;
        const ownName = () => (0,paths/* nameFrom */.Ov)(workingDirectory, (0,paths/* placeIn */.VV)(folder, name));
        return tracked || (!(0,built_in_rules/* isLeftByTools */.AJ)(name) && (0,built_in_rules/* excludedFolder */.v_)(name, ownName()) === undefined);
    };
    const remember = (folder, listing) => {
        listings.set(folder, listing);
        return listing;
    };
    const around = (folder) => {
        const known = [...listings].find(([each]) => (0,paths/* nameFrom */.Ov)(each, folder) !== undefined);
        return known?.[1] ?? remember(folder, list(folder, false));
    };
    return {
        /** Returns the listing of a folder or of one of its parents. */
        around,
        /** Lists a deployed folder, even if Git ignores the folder itself. */
        ofRoot: (folder) => listings.get(folder) ?? remember(folder, list(folder, true)),
        find: async (file) => {
            const listing = await around(external_node_path_.dirname(file));
            const index = indexes.get(listing) ?? new Map(listing.files.map((each) => [each.name, each]));
            indexes.set(listing, index);
            return index.get((0,paths/* nameFrom */.Ov)(listing.folder, file) ?? '');
        },
        all: () => Promise.all(listings.values()),
        /**
         * Reads settings of the repository around a folder: whether file modes are meaningful (`core.fileMode`), and
         * whether links are real links or text files that contain their target (`core.symlinks`).
         */
        diskSettings: (folder) => {
            const repository = (0,git_repository/* findRepository */.W)(folder)?.workTree ?? folder;
            const known = settings.get(repository) ?? (0,git_listing/* readDiskSettings */.jl)(git, folder, signal);
            settings.set(repository, known);
            return known;
        },
    };
}
const nothing = { files: [], nested: [], submodules: [], unreadable: [] };
/**
 * Finds files that Git lists as both tracked and untracked. This happens on file systems that ignore letter case, if
 * the index spells a file or its folder differently.
 * @returns the untracked names, which Git would not commit.
 */
function findAliases(files, isSpelledOtherwise) {
    const fold = (name) => name.normalize('NFC').toLowerCase();
    const untracked = Map.groupBy(files.filter(({ tracked }) => !tracked), ({ name }) => fold(name));
    if (untracked.size === 0)
        return new Set();
    const aliases = files.flatMap(({ name, tracked }) => {
        const others = tracked ? untracked.get(fold(name)) : undefined;
        return others !== undefined && isSpelledOtherwise(name) ? others.map((other) => other.name) : [];
    });
    return new Set(aliases);
}

;// CONCATENATED MODULE: ./build/source/files/list-files.js









/**
 * Lists the files to deploy: the files that Git would commit, except for those that `.actorignore` or the `files` input
 * excludes. Reads names and sizes, but no contents. Files are sorted by the bytes of their names.
 */
async function listSourceFiles(request) {
    const { git, signal, uploadRoot } = request;
    const { workspace, workingDirectory } = request.workspace;
    const actorFolder = (0,paths/* nameFrom */.Ov)(uploadRoot, workingDirectory) ?? '';
    const listings = createListings({ git, workspace, workingDirectory, signal });
    const [listing, ruleFiles, patternCode] = await Promise.all([
        listings.ofRoot(workingDirectory),
        readRuleFiles(workspace, [uploadRoot, workingDirectory]),
        request.patterns.every((line) => line === '**') ? undefined : __nccwpck_require__.e(/* import() */ 399).then(__nccwpck_require__.bind(__nccwpck_require__, 9399)),
    ]);
    const patterns = patternCode?.readFilePatterns(request.patterns, workingDirectory);
    const ignore = (0,actor_ignore/* createActorIgnore */.a)(ruleFiles, actorFolder);
    const namedFiles = new Set(request.namedFiles);
    const rules = createSourceRules({ uploadRoot, actorFolder, ignore, patterns, namedFiles });
    const folders = [workingDirectory, ...(request.otherFolders ?? [])];
    const collected = { rules, folders, uploadRoot, workspace, listings, signal };
    const { files: found, notes } = await collectFiles(collected);
    throwIfNotSendable(notes);
    const files = sortByBytes(found.filter(({ name }) => rules.isSelected(name)));
    const unmatched = patterns?.unmatched(found.flatMap(({ name }) => (0,paths/* nameBelow */.lX)(actorFolder, name) ?? [])) ?? [];
    if (unmatched.length > 0) {
        const { explainUnmatched } = await __nccwpck_require__.e(/* import() */ 330).then(__nccwpck_require__.bind(__nccwpck_require__, 7330));
        const more = { workspace, workingDirectory, actorFolder, git, signal, ruleFiles, listing };
        throw await explainUnmatched(unmatched, more);
    }
    if (files.length === 0) {
        const { shown } = request.workspace;
        throw new build_errors/* ActionError */.lZ(`No files to deploy in ${shown === '' ? 'the working directory' : (0,build_text/* visible */.RK)(shown)}`, {
            hint: 'Check the working-directory and files inputs, and the rules in .gitignore and .actorignore.',
        });
    }
    const reported = { workspace: request.workspace, actorFolder, files, notes, listings: await listings.all() };
    const selects = (name) => {
        const place = (0,paths/* placeIn */.VV)(uploadRoot, name);
        const isInside = namedFiles.has(name) || folders.some((folder) => (0,paths/* nameFrom */.Ov)(folder, place) !== undefined);
        return isInside && rules.judge(name, place) !== 'excluded' && rules.isSelected(name);
    };
    return { files, selects, diagnostics: reportFiles(reported) };
}
/** @param folders starting with the outermost. */
async function readRuleFiles(workspace, folders) {
    const [root = ''] = folders;
    const read = [...new Set(folders)].map(async (folder) => ({
        folder: (0,paths/* nameFrom */.Ov)(root, folder) ?? '',
        rules: await readActorIgnore(workspace, folder),
    }));
    return await Promise.all(read);
}
/** JavaScript compares UTF-16 code units, which gives a different order only for characters above U+FFFF. */
function sortByBytes(files) {
    if (!files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
        return [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    const keyed = files.map((file) => ({ file, key: Buffer.from(file.name) }));
    return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ file }) => file);
}

// EXTERNAL MODULE: ./build/actor/locate-problems.js
var locate_problems = __nccwpck_require__(6367);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
// EXTERNAL MODULE: ./build/actor/schema-problem.js
var schema_problem = __nccwpck_require__(7081);
;// CONCATENATED MODULE: ./build/source/places/deployment-places.js


/** Formats a path in actor.json for messages. */
function showPath(written) {
    return `"${(0,build_text/* visible */.RK)(written)}"`;
}
/**
 * @param paths from actor.json. The type of `dockerContextDir` has not been checked.
 * @param exists whether a file exists.
 */
function deploymentPlaces(folder, paths, exists) {
    const references = paths.references.map((reference) => placeReference(folder, reference, exists));
    const { dockerContextDir } = paths;
    const context = typeof dockerContextDir === 'string' && isRelative(dockerContextDir)
        ? placeOf(folder, '.actor', dockerContextDir)
        : folder;
    const dockerfile = references.find(({ keys, exists: isThere }) => keys[0] === 'dockerfile' && isThere);
    const withDockerfile = dockerfile?.place === undefined ? folder : external_node_path_.posix.dirname(dockerfile.place);
    // A missing file may be created at either of the two paths.
    const named = references.flatMap(({ place, exists: isThere, written }) => place === undefined ? [] : isThere ? [place] : [place, placeOf(folder, '', written)]);
    const isOutside = (place) => !isWithin(place, folder);
    return {
        context: isOutside(context) ? context : undefined,
        uploadRoot: commonFolder(folder, commonFolder(context, withDockerfile)),
        namedFiles: [...new Set(named)].filter((place) => isOutside(place) && isWithin(place, '')),
        references,
    };
}
/** Resolves a path relative to `.actor/` or, if there is no such file, relative to the Actor's folder. */
function placeReference(folder, reference, exists) {
    const { written } = reference;
    const [place, other] = isRelative(written)
        ? ['.actor', '']
            .map((below) => placeOf(folder, below, written))
            .map((found) => (isWithin(found, '') ? found : undefined))
        : [];
    if (place !== undefined && exists(place))
        return { ...reference, place, exists: true };
    if (other !== undefined && exists(other)) {
        const correction = external_node_path_.posix.relative('.actor', external_node_path_.posix.join(written));
        return { ...reference, place: other, exists: true, correction };
    }
    return { ...reference, place, exists: false };
}
/** Rejects `\` and `:` on Windows, where they separate folders and drives, so that such a path could lead anywhere. */
function isRelative(written) {
    return !external_node_path_.posix.isAbsolute(written) && (external_node_path_.sep === '/' || !/[\\:]/.test(written));
}
function commonFolder(a, b) {
    if (a === b)
        return a;
    const other = b.split('/');
    const parts = a.split('/');
    const end = parts.findIndex((part, index) => part !== other[index]);
    return end === -1 ? a : parts.slice(0, end).join('/');
}
function isWithin(place, folder) {
    if (folder === '')
        return place !== '..' && !place.startsWith('../');
    return place === folder || place.startsWith(`${folder}/`);
}
/** Joins POSIX paths; the result is empty for the root. */
function placeOf(folder, below, written) {
    const place = external_node_path_.posix.join(folder, below, written).replace(/\/$/, '');
    return place === '.' ? '' : place;
}

;// CONCATENATED MODULE: ./build/source/places/missing-dockerfile.js






/**
 * Describes a `dockerfile` path that does not exist, or that differs from an existing path only in letter case or
 * slashes.
 */
function missingDockerfile({ keys, written, place }, { folder, shown, actorPath = '' }) {
    const hasBackslash = written.includes('\\');
    const [wanted = '', inRoot = ''] = ['.actor', ''].map((below) => external_node_path_.posix.join(actorPath, below, written.replaceAll('\\', '/')));
    if (written.trim() === '' || (0,workspace_file/* listNames */.Zv)((0,paths/* placeIn */.VV)(folder, wanted)).length > 0) {
        const hint = 'Write the path of the Dockerfile, relative to .actor/, or remove the key: "../Dockerfile".';
        return (0,schema_problem/* errorAt */.Os)(keys, `${showPath(written)} is not the path of a file`, hint);
    }
    const similar = findInAnyCase(folder, wanted) ?? (hasBackslash ? findInAnyCase(folder, inRoot) : undefined);
    const isSimilar = similar !== undefined && (similar !== wanted || hasBackslash);
    const reason = hasBackslash ? 'Use / in paths.' : 'Paths are case-sensitive.';
    const hint = isSimilar
        ? `There is ${(0,build_text/* visible */.RK)(similar)}. ${reason}`
        : `Add the file ${(0,build_text/* visible */.RK)(external_node_path_.posix.relative(shown, place))}, or correct the path, which is relative to .actor/.`;
    return (0,schema_problem/* errorAt */.Os)(keys, `${showPath(written)} does not exist`, hint);
}
/** The name with its spelling on disk; undefined if it does not exist in any letter case. */
function findInAnyCase(folder, name) {
    let found = '';
    for (const part of name.split('/')) {
        const isSame = (other) => other.toLowerCase() === part.toLowerCase();
        const next = (0,workspace_file/* listNames */.Zv)((0,paths/* placeIn */.VV)(folder, found)).find(isSame);
        if (next === undefined)
            return undefined;
        found = external_node_path_.posix.join(found, next);
    }
    return found;
}

;// CONCATENATED MODULE: ./build/source/places/upload-places.js












/**
 * The maximum length of `actorPath` in characters. Source: UpdateVersionRequest in the reference of Apify's Python
 * client 3.5.
 */
const MAX_ACTOR_PATH = 255;
/**
 * @param isChecked whether the checks have reported files that do not exist.
 * @throws ActionError with all mistakes in the paths of the Dockerfile and of Docker's context.
 */
async function findUploadPlaces(workspace, definition, isChecked = false) {
    const { workspace: top, workingDirectory, shown } = workspace;
    const isSpelledOtherwise = (0,file_names/* createSpelling */.$0)(top);
    const isFile = (place) => (0,workspace_file/* statusOf */.c2)((0,paths/* placeIn */.VV)(top, place))?.isFile() === true && !(0,paths/* isInGitFolder */.e9)(place) && !isSpelledOtherwise(place);
    const isFolder = (place) => (0,workspace_file/* statusOf */.c2)((0,paths/* placeIn */.VV)(top, place))?.isDirectory() === true;
    const { context, uploadRoot, references } = deploymentPlaces(shown, definition ?? { references: [] }, isFile);
    const folder = (0,paths/* placeIn */.VV)(top, uploadRoot);
    const actorPath = (0,paths/* nameFrom */.Ov)(folder, workingDirectory) || undefined;
    const root = { folder, shown: uploadRoot, actorPath };
    const { dockerContextDir = '' } = definition ?? {};
    const mistakes = [
        ...references.flatMap((reference) => upload_places_checkDockerfile(reference, root)),
        ...checkContext(workspace, dockerContextDir, { context, isFolder }),
    ];
    if (mistakes.length === 0 && actorPath !== undefined && actorPath.length > MAX_ACTOR_PATH) {
        const key = context === undefined ? 'dockerfile' : 'dockerContextDir';
        const length = `${actorPath.length} characters; the limit is ${MAX_ACTOR_PATH}`;
        mistakes.push((0,schema_problem/* errorAt */.Os)([key], `${showPath(definition?.[key] ?? '')} requires an actorPath of ${length}`, ways));
    }
    if (mistakes.length > 0)
        throw (0,build_errors/* problemsError */.$j)(await locate(workspace, definition, mistakes));
    const unchecked = references.filter(({ keys, exists, correction }) => !isChecked || keys[0] === 'dockerfile' || (exists && correction === undefined));
    const reports = [...reportReferences(unchecked, root)];
    if (!isFolder(external_node_path_.posix.join(shown, '.actor', dockerContextDir || '..'))) {
        reports.push(reportPath(['dockerContextDir'], dockerContextDir, notAFolder));
    }
    const named = (definition?.defaultFiles ?? (0,named_files/* listDefaultFiles */.vh)({})).map((name) => external_node_path_.posix.join(shown, name));
    const found = references.flatMap(({ place, exists }) => (exists && place !== undefined ? [place] : []));
    return {
        root,
        otherFolders: context !== undefined && isFolder(context) ? [(0,paths/* placeIn */.VV)(top, context)] : [],
        namedFiles: [...new Set([...named, ...found])].flatMap((place) => (0,paths/* nameBelow */.lX)(uploadRoot, place) ?? []),
        diagnostics: [
            ...(await locate(workspace, definition, reports)).map(toWarning),
            ...(actorPath === undefined ? [] : [reportRoot(uploadRoot, actorPath)]),
        ],
    };
}
/** Adds the positions in actor.json. */
async function locate(workspace, { file = '' } = {}, problems) {
    if (problems.length === 0)
        return [];
    return (0,locate_problems/* locateProblems */.D)(file, (await (0,read_actor_json/* readActorJson */.q)(workspace)) ?? '', problems);
}
function toWarning({ file, line, column, message }) {
    return { level: 'warning', message: `${file}: ${message}`, place: { file, line, column } };
}
const ways = 'Let Apify build from Git (source-type: GIT_REPO), or set working-directory to a folder of the workspace that contains everything that Docker needs.';
function upload_places_checkDockerfile(reference, root) {
    const { keys, written, place, exists } = reference;
    if (keys[0] !== 'dockerfile' || exists)
        return [];
    if (place === undefined)
        return [(0,schema_problem/* errorAt */.Os)(keys, `${showPath(written)} leads out of the workspace`, ways)];
    return [missingDockerfile({ ...reference, place }, root)];
}
function checkContext({ workspace: top, shown }, written, { context, isFolder }) {
    const keys = ['dockerContextDir'];
    const outside = [(0,schema_problem/* errorAt */.Os)(keys, `${showPath(written)} leads out of the workspace`, ways)];
    if (!isRelative(written) || (context !== undefined && !isWithin(context, '')))
        return outside;
    if (context === undefined || !isFolder(context))
        return [];
    const real = (0,paths/* nameFrom */.Ov)(top, (0,workspace_file/* realPath */.Ye)((0,paths/* placeIn */.VV)(top, context)));
    if (real === undefined)
        return outside;
    if (real === context)
        return [];
    const correct = external_node_path_.posix.relative(external_node_path_.posix.join(shown, '.actor'), real);
    const message = `${showPath(written)} is another path of the folder ${(0,build_text/* visible */.RK)(real)}`;
    return [(0,schema_problem/* errorAt */.Os)(keys, message, `Write "${(0,build_text/* visible */.RK)(correct)}".`)];
}
/** @param text the end of a sentence that begins with the path, and what to do. */
function reportPath(keys, written, text) {
    return { level: 'warning', path: keys, message: `${showPath(written)} ${text}`, hint: '' };
}
const notAFolder = 'is not a folder. The path is relative to .actor/, with / between folders.';
function reportReferences(references, { shown }) {
    const byKey = Object.fromEntries(references.map(({ keys: [key], written }) => [key, written]));
    return references.flatMap(({ keys, written, place, exists, correction }) => {
        const isUnused = (0,named_files/* isReplaced */.tc)(keys[0] ?? '', byKey);
        const warn = (text) => [reportPath(keys, written, text)];
        if (isUnused)
            return [];
        if (correction !== undefined && place !== undefined) {
            return warn(`does not exist, so ${(0,build_text/* visible */.RK)(place)} is used. Write "${(0,build_text/* visible */.RK)(correction)}".`);
        }
        if (keys[0] === 'dockerfile')
            return [];
        if (place === undefined)
            return warn('leads out of the workspace, so it is not deployed.');
        if (!exists)
            return warn('does not exist. The path is relative to .actor/.');
        if (isWithin(place, shown))
            return [];
        return warn("is outside the folder that is deployed, so it is not deployed. Move it into the Actor's folder.");
    });
}
function reportRoot(shown, actorPath) {
    const root = shown === '' ? 'the root of the workspace' : (0,build_text/* visible */.RK)(shown);
    const message = `Docker needs files outside the working directory, so the upload starts at ${root} and actorPath is ${(0,build_text/* visible */.RK)(actorPath)}`;
    return { level: 'info', message };
}

;// CONCATENATED MODULE: ./build/source/source-url.js

/** Names of query parameters that contain credentials in URLs of Apify, AWS, Azure, Google, GitLab and others. */
const SECRET_NAME = /sig|token|secret|pass|pwd|auth|cred|jwt|key|accessid|policy|^x-(?:amz|goog)-|^code$/;
/**
 * Returns a URL for the log, the summary and the outputs: without user information (except `git`), and without
 * signatures and tokens in the query.
 */
function shownUrl(url) {
    const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(withoutUser(url)) ?? [];
    const kept = (query ?? '').split('&').filter((parameter) => !isSecret(parameter));
    return address + (query === undefined || kept.join('') === '' ? '' : `?${kept.join('&')}`) + fragment;
}
/** In characters. Shorter parameter values, such as `true`, are not secret. */
const SHORTEST_HIDDEN = 8;
/**
 * Returns the values of these query parameters, both unchanged and decoded, so that they can be hidden in messages that
 * repeat the URL.
 */
function secretParameters(url) {
    const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(url) ?? [];
    const values = query
        .split('&')
        .filter(isSecret)
        .map((parameter) => parameter.slice(parameter.indexOf('=') + 1));
    return values.filter((value) => value.length >= SHORTEST_HIDDEN).flatMap((value) => [value, (0,build_text/* decoded */.DH)(value)]);
}
function withoutUser(text) {
    const url = URL.parse(text);
    if (url !== null && (url.username !== '' || url.password !== '')) {
        if (url.username === 'git' && url.password === '')
            return text;
        url.username = '';
        url.password = '';
        return url.href;
    }
    // Also handles `user@host:path` and invalid URLs.
    return text.replace(/^([a-z][a-z0-9+.-]*:[/\\]+)?([^/?#\\]*)@/i, (all, scheme, user) => user === 'git' ? all : (scheme ?? ''));
}
/** Whether a query parameter has such a name. Also checks names after a `;` and in a URL that is its value. */
function isSecret(parameter) {
    const names = [...(0,build_text/* decoded */.DH)(parameter).matchAll(/(?:^|[;&?])([^=;&?]*)=?/g)].map(([, name = '']) => name);
    return names.some((name) => SECRET_NAME.test(name.toLowerCase()));
}

;// CONCATENATED MODULE: ./build/source/read-source.js







/** Lists, reads and checks the files, or determines the URL. Sends no requests to Apify. */
async function readSource(request) {
    const { source } = request;
    switch (source.type) {
        case 'SOURCE_FILES':
            return readFiles(request, source.patterns);
        case 'TARBALL':
            return source.url === undefined
                ? readFiles(request, source.patterns)
                : fromUrl({ sourceType: source.type, tarballUrl: source.url }, source.url);
        case 'GITHUB_GIST':
            return fromUrl({ sourceType: source.type, gitHubGistUrl: source.url }, source.url);
        case 'GIT_REPO': {
            const { readGitUrl } = await __nccwpck_require__.e(/* import() */ 874).then(__nccwpck_require__.bind(__nccwpck_require__, 874));
            const { url, diagnostics } = await readGitUrl(source.url, request.definition?.dockerContextDir !== undefined, request);
            return fromUrl({ sourceType: source.type, gitRepoUrl: url }, url, diagnostics);
        }
    }
}
function fromUrl(source, url, diagnostics = []) {
    return {
        facts: { type: source.sourceType, url: shownUrl(url) },
        diagnostics,
        fileNames: [],
        content: { kind: 'url', source },
    };
}
/** Lists the files to deploy. If they may fit into the request, also reads, checks and encodes them. */
async function readFiles(request, patterns) {
    const { source, workspace, definition, secrets, git, signal } = request;
    const { places = await findUploadPlaces(workspace, definition) } = request;
    const { root, otherFolders, namedFiles } = places;
    const options = { workspace, git, signal, uploadRoot: root.folder, otherFolders, patterns, namedFiles };
    const listed = await listSourceFiles(options);
    const { files, selects } = listed;
    const fileNames = files.map(({ name }) => name);
    const docker = checkDockerfile(definition?.dockerfile, root, fileNames);
    const diagnostics = [...places.diagnostics, ...listed.diagnostics, ...docker];
    const unread = (reason) => ({
        facts: factsOf(files, { archived: true }),
        diagnostics,
        fileNames,
        content: { kind: 'unread', files, selects, root, namedFiles, reason },
    });
    if (source.type === 'TARBALL')
        return unread('requested');
    const sourceFiles = await encodeFiles(files, { workspace: workspace.workspace, signal });
    if (sourceFiles === 'too-large')
        return unread('content');
    const inspection = createInspection({ files, root, namedFiles }, secrets);
    inspection.inspectEncoded(sourceFiles);
    return {
        facts: factsOf(files, { archived: false }),
        diagnostics: [...diagnostics, ...(await inspection.report(git, signal)), ...findEmptyFiles(files)],
        fileNames,
        content: { kind: 'encoded', files, selects, root, namedFiles, sourceFiles },
    };
}

// EXTERNAL MODULE: ./build/time/clock.js
var clock = __nccwpck_require__(5786);
// EXTERNAL MODULE: ./build/apify/api.js
var api = __nccwpck_require__(6210);
// EXTERNAL MODULE: ./build/apify/value-rules.js
var value_rules = __nccwpck_require__(4193);
;// CONCATENATED MODULE: ./build/env-vars/lines.js



/**
 * Reads one variable per line. The value is everything after the first `=`, byte for byte. Skips blank lines and
 * comments. Returns errors instead of throwing, because secrets must be masked before anything is printed.
 * @param text the unchanged input. Lines end with LF or CRLF.
 * @param environment the step's variables, which provide the value for a `NAME` without `=`.
 */
function parseEnvVarLines(input, text, environment) {
    const isSecret = input === 'secret-env-vars';
    const lines = [];
    const mistakes = [];
    const doubts = [];
    const mask = [];
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        const line = index + 1;
        const content = raw.trimStart();
        if (content === '' || content.startsWith('#'))
            continue;
        const isReferenceOnly = isSecret && content.startsWith('@');
        const written = isReferenceOnly ? content.slice(1) : content;
        const read = withLimits(readLine(written, environment, { isSecret, isReferenceOnly }));
        if (isSecret)
            mask.push(...textsToMask(written, read));
        if ('problem' in read) {
            const error = new build_errors/* ActionError */.lZ(`Line ${line} of ${input} ${read.problem}`, { hint: read.hint });
            (read.isDoubtful ? doubts : mistakes).push(error);
            continue;
        }
        const first = lines.find(({ name }) => name === read.name)?.line;
        if (first === undefined)
            lines.push({ ...read, line, isReferenceOnly });
        else {
            const shown = isSecret ? 'the same name' : read.name;
            const message = `${input} defines ${shown} twice (lines ${first} and ${line})`;
            mistakes.push(new build_errors/* ActionError */.lZ(message, { hint: 'Remove one of the two lines.' }));
            if (isSecret && mayBeSecret(written))
                mask.push(written);
        }
    }
    return { lines, mistakes, doubts, mask: mask.filter((value) => value.trim() !== '') };
}
/** Returns the secrets in the lines under all their names. A value without a name gets the name of the input. */
function secretsOf({ lines, mask }) {
    const named = new Set(lines.map(({ value }) => value));
    const unnamed = mask.filter((value) => !named.has(value)).map((value) => ({ name: 'secret-env-vars', value }));
    return [...lines.filter(({ value }) => value.trim() !== '').map(({ name, value }) => ({ name, value })), ...unnamed];
}
/** Whether a line could be a secret that was pasted without a name, or Base64 (including its URL-safe form). */
function mayBeSecret(line) {
    return line.length > 20 && (/\d/.test(line) || (/[a-z]/.test(line) && /[A-Z]/.test(line)));
}
function readLine(content, environment, { isSecret, isReferenceOnly }) {
    const isName = isSecret ? value_rules/* isSecretName */.eh : value_rules/* isEnvVarName */.yV;
    const equals = content.indexOf('=');
    if (equals < 0)
        return readBareName(content.trimEnd(), environment, isSecret);
    const name = content.slice(0, equals);
    const value = content.slice(equals + 1);
    if (!isName(name)) {
        const isShown = !isSecret && name !== '' && name.length <= 2 * value_rules/* MAX_NAME_LENGTH */.EM;
        const problem = isShown
            ? `begins with "${(0,build_text/* visible */.RK)(name)}", which is not a valid name`
            : 'has no valid name before "="';
        const hint = `Write NAME=value. A name consists of ${value_rules/* NAME_RULE */.$h}, without white space before "=".`;
        return { problem, hint };
    }
    // The padding of Base64 looks like the `=` after a variable name.
    const isPadding = isReferenceOnly ? /^=+$/.test(value) : /^=*$/.test(value);
    if (isSecret && isPadding && mayBeSecret(content)) {
        const hint = `Write NAME=\${{ secrets.NAME }}, with the name first.`;
        return { problem: 'has no value, or is the secret itself', hint, isDoubtful: value === '' };
    }
    return { name, value };
}
function readBareName(name, environment, isSecret) {
    const isName = (isSecret ? value_rules/* isSecretName */.eh : value_rules/* isEnvVarName */.yV)(name);
    // `toString` exists on every object.
    const value = isName ? environment[name] : undefined;
    if (typeof value === 'string')
        return { name, value };
    if (isSecret) {
        const problem = "is neither NAME=value nor the name of one of the step's environment variables";
        const hint = "Write NAME=value on one line. For a value with several lines, set a variable under the step's env, and write only its name here.";
        return { problem, hint };
    }
    if (!isName) {
        const hint = `Write NAME=value. A name consists of ${value_rules/* NAME_RULE */.$h}.`;
        return { problem: 'is neither NAME=value nor a valid name', hint };
    }
    const problem = `is the name ${name.length > value_rules/* MAX_NAME_LENGTH */.EM ? '' : `${name} `}without a value, and the step's environment has no variable with this name`;
    return { problem, hint: "Write NAME=value, or set the variable under the step's env." };
}
function withLimits(read) {
    if ('problem' in read)
        return read;
    const { name, value } = read;
    if (name.length > value_rules/* MAX_NAME_LENGTH */.EM) {
        return { problem: `has a name of ${name.length} characters`, hint: `Use at most ${value_rules/* MAX_NAME_LENGTH */.EM} characters.` };
    }
    if (value.length > value_rules/* MAX_VALUE_LENGTH */.CU) {
        const hint = `Use at most ${value_rules/* MAX_VALUE_LENGTH */.CU} characters, and put longer values into a file or a key-value store.`;
        return { problem: `has a value of ${value.length} characters`, hint };
    }
    return read;
}
/**
 * Returns the strings to mask: the value of a valid line, or all of an invalid line, unless it is a short uppercase
 * name.
 */
function textsToMask(content, read) {
    if (!('problem' in read))
        return [read.value];
    const text = content.trimEnd();
    if (/^[A-Z_][A-Z0-9_]*=?$/.test(text) && !mayBeSecret(text))
        return [];
    const equals = content.indexOf('=');
    if (equals < 0)
        return [text];
    const value = content.slice(equals + 1);
    // Base64 may also be printed without its padding.
    return /^=*$/.test(value) ? [content, content.slice(0, equals)] : [content, value];
}

;// CONCATENATED MODULE: ./build/env-vars/env-vars.js




/** Determines which variables to set, and resolves references to secrets. */
function wantedEnvVars(sources) {
    const { fromDefinition = {}, plain, secret, secretsRequired } = sources;
    const lineErrors = [...plain.mistakes, ...secret.mistakes, ...(secretsRequired ? secret.doubts : [])];
    const doubts = secretsRequired ? [] : secret.doubts.map(({ message }) => ({ level: 'warning', message }));
    const wanted = new Map();
    const references = new Map();
    for (const [name, value] of Object.entries(fromDefinition)) {
        if (isReference(value))
            references.set(name, value.slice(1));
        wanted.set(name, { name, value, isSecret: false });
    }
    const referenced = new Set(references.values());
    for (const { name, value } of plain.lines) {
        references.delete(name);
        wanted.set(name, { name, value, isSecret: false });
    }
    const errors = [...lineErrors];
    for (const { name, value, line, isReferenceOnly } of secret.lines) {
        if (isReferenceOnly || (referenced.has(name) && !wanted.has(name)))
            continue;
        references.delete(name);
        if ((0,value_rules/* isEnvVarName */.yV)(name))
            wanted.set(name, { name, value, isSecret: true });
        // Without actor.json, it is unknown whether references use the secret.
        else if (sources.fromDefinition !== undefined)
            errors.push(notAVariable(line));
    }
    const secrets = new Map(secret.lines.map((line) => [line.name, line]));
    const used = new Set(references.values());
    const isEmpty = ({ name, value, isReferenceOnly }) => value.trim() === '' && (!isReferenceOnly || used.has(name));
    const missing = secret.lines.filter(isEmpty).map(shownSecret);
    for (const [name, secretName] of references) {
        const found = secrets.get(secretName);
        if (found === undefined)
            missing.push(`${(0,build_text/* visible */.RK)(secretName)} (for ${name} in ${sources.definitionFile})`);
        wanted.set(name, { name, value: found?.value ?? '', isSecret: true });
    }
    const diagnostics = [...doubts];
    if (missing.length > 0) {
        const hasLiteral = [...used].some((name) => !secrets.has(name) && !(0,value_rules/* isSecretName */.eh)(name));
        if (secretsRequired)
            errors.push(missingSecrets(missing, hasLiteral));
        else
            diagnostics.push({ level: 'warning', message: `Secrets are missing or empty: ${(0,build_text/* listSome */.XT)(missing)}` });
    }
    const all = [...wanted.values()];
    return { wanted: all, diagnostics: [...diagnostics, ...platformNames(all), ...tokenAsValue(sources)], errors };
}
/** Whether the value is a reference such as `@name`. A single `@` is a literal value. */
function isReference(value) {
    return value.length > 1 && value.startsWith('@');
}
/** Returns the name of a secret, or its line number if the name may itself be the secret. */
function shownSecret({ name, line }) {
    return mayBeSecret(name) ? `line ${line} of secret-env-vars` : (0,build_text/* visible */.RK)(name);
}
function notAVariable(line) {
    return new build_errors/* ActionError */.lZ(`Line ${line} of secret-env-vars has a name that is not valid for a variable`, {
        hint: `Use ${value_rules/* NAME_RULE */.$h}. If only references in actor.json use the secret, write @ before its name.`,
    });
}
function missingSecrets(names, hasLiteral) {
    const literal = hasLiteral ? ' If a value that begins with @ is not a reference, move it to env-vars.' : '';
    const subject = names.length === 1 ? 'A secret is' : `${names.length} secrets are`;
    return new build_errors/* ActionError */.lZ(`${subject} missing or empty: ${(0,build_text/* listSome */.XT)(names)}`, {
        hint: `Add NAME=\${{ secrets.NAME }} to secret-env-vars, and create the secret in the repository, organization or environment that the job uses. Pull requests from forks and Dependabot do not receive secrets.${literal}`,
    });
}
function platformNames(wanted) {
    const found = wanted.filter(({ name }) => /^(APIFY|ACTOR)_/.test(name));
    return env_vars_warnAbout(found, 'Apify may overwrite variables whose names start with APIFY_ or ACTOR_');
}
function tokenAsValue({ plain, token }) {
    const found = plain.lines.filter(({ value }) => token !== undefined && value.includes(token));
    const message = `env-vars contains the Apify token, which everyone who can view the Actor's source can read`;
    return env_vars_warnAbout(found, message, '. Move it to secret-env-vars.');
}
function env_vars_warnAbout(found, message, advice = '') {
    const names = (0,build_text/* listSome */.XT)(found.map(({ name }) => (0,build_text/* visible */.RK)(name)));
    return found.length === 0 ? [] : [{ level: 'warning', message: `${message}: ${names}${advice}` }];
}
/** Whether the plan depends on the existing variables. */
function mustReadStored(mode, wanted) {
    return mode === 'merge' && wanted.length > 0;
}
/**
 * Plans how the variables are sent.
 * @param stored Apify's list; undefined if the version is being created or the list is not known.
 */
function planEnvVars(request) {
    const { mode, wanted, stored } = request;
    if (wanted.length === 0 || stored === undefined) {
        return { plan: { kind: 'in-body', envVars: wanted.length === 0 ? undefined : wanted }, diagnostics: [] };
    }
    const byName = new Map(wanted.map((envVar) => [envVar.name, envVar]));
    const diagnostics = becomingPlain(stored, byName);
    if (mode === 'replace')
        return { plan: { kind: 'in-body', envVars: wanted }, diagnostics };
    const storedNames = new Set(stored.map(({ name }) => name));
    const merged = stored.map((old) => byName.get(old.name) ?? asReadable(old));
    const added = wanted.filter(({ name }) => !storedNames.has(name));
    const readable = merged.filter((envVar) => envVar !== undefined);
    if (readable.length === merged.length) {
        return { plan: { kind: 'in-body', envVars: [...readable, ...added] }, diagnostics };
    }
    const writes = wanted.map((envVar) => ({ action: storedNames.has(envVar.name) ? 'update' : 'create', envVar }));
    return { plan: { kind: 'one-by-one', writes }, diagnostics };
}
/** Returns an existing variable in the form in which it can be sent back; undefined if its value cannot be read. */
function asReadable({ name, value, isSecret }) {
    if (isSecret === true || typeof value !== 'string')
        return undefined;
    return { name, value, isSecret: false };
}
function becomingPlain(stored, wanted) {
    const found = stored.filter(({ name, isSecret }) => isSecret === true && wanted.get(name)?.isSecret === false);
    const advice = '. To keep them secret, move them to secret-env-vars.';
    return env_vars_warnAbout(found, 'Variables that were secret become plain text', advice);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/version/archive.js

/** For example, `0.1-2026-11-24T07-43-23-123Z-<UUID>.zip`. Keys may contain letters, digits, dots and hyphens. */
const ARCHIVE_KEY = /^(?<versionNumber>\d{1,2}\.\d{1,2})-(?<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.zip$/;
/** Returns a unique record key for an archive. @param now in ms since 1970. */
function createArchiveKey(versionNumber, now) {
    return `${versionNumber}-${archiveTime(now)}-${(0,external_node_crypto_.randomUUID)()}.zip`;
}
/** Formats a time for a record key. @param ms in ms since 1970. */
function archiveTime(ms) {
    return new Date(ms).toISOString().replaceAll(/[:.]/g, '-');
}
/** Parses a key from `createArchiveKey`; undefined for any other key. Values of `time` can be sorted by age. */
function parseArchiveKey(key) {
    const { versionNumber, time } = ARCHIVE_KEY.exec(key)?.groups ?? {};
    return versionNumber === undefined || time === undefined ? undefined : { versionNumber, time };
}
/** Whether a `tarballUrl` refers to a record that this action uploaded. */
function isOwnArchive(tarballUrl) {
    const { pathname = '' } = URL.parse(tarballUrl) ?? {};
    const [, key] = /\/v2\/key-value-stores\/[^/]+\/records\/([^/]+)$/.exec(pathname) ?? [];
    return key !== undefined && parseArchiveKey(key) !== undefined;
}
/**
 * Uploads an archive as a record in the Actor's own key-value store.
 * @param now in ms since 1970.
 * @returns the source for a version that is built from the archive.
 * @throws ApifyApiError or ActionError, like the API methods, which retry requests.
 */
async function uploadArchive(api, { path, byteLength, actorPath }, { actorId, versionNumber, now }) {
    const store = await api.getOrCreateStore(`actor-${actorId}-source`);
    const key = createArchiveKey(versionNumber, now);
    await api.putRecord(store.id, key, { path, byteLength, contentType: 'application/zip' });
    const url = api.recordUrl(store.id, key);
    const secretKey = store.urlSigningSecretKey ?? '';
    const tarballUrl = secretKey === '' ? url : `${url}?signature=${signRecordKey(secretKey, key)}`;
    return { sourceType: 'TARBALL', tarballUrl, actorPath };
}
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/**
 * Returns the signature for access to a record without a token: the first 30 hex digits of an HMAC-SHA256 as a base 62
 * number, like `createHmacSignature` in https://github.com/apify/apify-shared-js.
 */
function signRecordKey(secretKey, key) {
    let number = BigInt(`0x${(0,external_node_crypto_.createHmac)('sha256', secretKey).update(key).digest('hex').slice(0, 30)}`);
    let text = '';
    do {
        text = DIGITS.charAt(Number(number % 62n)) + text;
        number /= 62n;
    } while (number > 0n);
    return text;
}

;// CONCATENATED MODULE: ./build/version/update-request.js



/** Returns the required values that neither the inputs nor actor.json set. */
function missingFromTarget(inputs, definition) {
    const missing = [];
    if (inputs.actorId === undefined && definition?.name === undefined)
        missing.push('actor-id');
    if (inputs.version === undefined && definition === undefined)
        missing.push('version');
    return missing;
}
/** Inputs take precedence over actor.json, and actor.json over the defaults. */
function chooseTarget(inputs, definition) {
    const versionNumber = inputs.version ?? definition?.version ?? '0.0';
    const chosenTag = inputs.buildTag ?? definition?.buildTag;
    const target = {
        actor: inputs.actorId === undefined
            ? { kind: 'named', name: definition?.name ?? '' }
            : { kind: 'given', actorId: inputs.actorId },
        versionNumber,
        chosenTag,
        buildTag: chosenTag ?? (versionNumber === '0.0' ? 'latest' : undefined),
    };
    const differs = inputs.version !== undefined && definition?.version !== undefined && inputs.version !== definition.version;
    if (!differs)
        return { target, diagnostics: [] };
    const message = `The version input is ${inputs.version}, so version ${definition.version} in ${definition.file} has no effect`;
    return { target, diagnostics: [{ level: 'info', message }] };
}
/**
 * Determines what the update creates.
 * @throws ActionError if it would create something without permission, or replace another source type.
 */
function checkRequest(request, remote) {
    switch (remote.kind) {
        case 'unknown':
            return { creates: undefined, diagnostics: [] };
        case 'no-actor':
            checkNewActor(request);
            return { creates: 'actor', diagnostics: [] };
        case 'no-version':
            checkNewVersion(request, remote.actor);
            return { creates: 'version', diagnostics: [] };
        case 'existing':
            return { creates: undefined, diagnostics: checkSource(request, remote.version) };
    }
}
function checkNewActor({ target, actorId, createIfMissing }) {
    const shown = actorId.replace('~', '/');
    if (target.actor.kind === 'given') {
        const maybeName = /[~/]/.test(actorId) ? '' : ` If "${shown}" is a name, use username/${shown}.`;
        throw new build_errors/* ActionError */.lZ(`The Actor ${shown} (actor-id input) was not found`, {
            hint: `Check the spelling, and that the token's account has access to the Actor.${maybeName} To create an Actor, remove actor-id and set its name in .actor/actor.json.`,
        });
    }
    if (createIfMissing)
        return;
    throw new build_errors/* ActionError */.lZ(`The Actor ${shown} was not found, and create-if-missing is false`, {
        hint: "Check name in .actor/actor.json and the token's account, or set create-if-missing: true.",
    });
}
function checkNewVersion({ target, actorId, createIfMissing }, { versions }) {
    if (createIfMissing)
        return;
    const shown = actorId.replace('~', '/');
    const existing = versions?.map(({ versionNumber }) => versionNumber).join(', ') ?? '';
    const use = existing === '' ? 'Set' : `Set version to an existing version (${existing}), or set`;
    throw new build_errors/* ActionError */.lZ(`The Actor ${shown} has no version ${target.versionNumber}, and create-if-missing is false`, {
        hint: `${use} create-if-missing: true.`,
    });
}
/** The input that must be set to keep the source, as the end of a phrase. */
const urlInputToKeep = {
    GIT_REPO: '',
    TARBALL: ' and tarball-url',
    GITHUB_GIST: ' and github-gist-url',
};
/** Prevents files from silently replacing a source that was set in Apify Console. */
function checkSource(request, version) {
    const { sourceType } = version;
    if (request.isSourceChosen || !sourceType || sourceType === 'SOURCE_FILES')
        return [];
    if (sourceType === 'TARBALL' && isOwnArchive(version.tarballUrl ?? ''))
        return [];
    const { versionNumber } = request.target;
    const message = `Version ${versionNumber} of ${request.actorId.replace('~', '/')} on Apify has the source type ${sourceType}, and source-type is not set`;
    const hint = `Set source-type: SOURCE_FILES to replace the source with the files of this checkout, or source-type: ${sourceType}${(0,api/* urlOf */.r)(version) === undefined ? '' : urlInputToKeep[sourceType]} to keep it.`;
    if (!request.dryRun)
        throw new build_errors/* ActionError */.lZ(message, { hint });
    return [{ level: 'warning', message: `${message}. ${hint}` }];
}

;// CONCATENATED MODULE: ./build/version/plan.js



/**
 * Compares the request with the current state on Apify. Pure.
 * @throws ActionError if the update would create something without permission, or would replace another type of source.
 */
function planUpdate(request, remote) {
    const { creates, diagnostics } = checkRequest(request, remote);
    const envVars = planEnvVars({ ...request.envVars, stored: storedEnvVars(remote) });
    return { request, remote, envVars: envVars.plan, creates, diagnostics: [...diagnostics, ...envVars.diagnostics] };
}
/** A list that is replaced is not requested, but the response for the Actor may contain it. */
function storedEnvVars(remote) {
    return remote.kind === 'existing' ? (remote.envVars ?? remote.version.envVars ?? undefined) : undefined;
}
/** Returns the request body for the version. Apify keeps properties that are undefined, which JSON omits. */
function versionBody({ request, envVars, creates }, source) {
    const { target, applyEnvVarsToBuild } = request;
    return {
        versionNumber: target.versionNumber,
        buildTag: target.buildTag ?? (creates === 'actor' ? 'latest' : undefined),
        ...source,
        envVars: envVars.kind === 'in-body' ? envVars.envVars : undefined,
        applyEnvVarsToBuild,
    };
}
function bytesWithoutFiles(plan) {
    return Buffer.byteLength(JSON.stringify(versionBody(plan, noFiles)));
}
const noFiles = { sourceType: 'SOURCE_FILES', sourceFiles: [] };
/**
 * Returns the request body that creates the Actor. Apify rewrites files in this request, so the update sends them
 * instead.
 */
function newActorBody(plan, source) {
    const { definition, actorId } = plan.request;
    const { title, description, usesStandbyMode } = definition ?? {};
    const version = versionBody(plan, source);
    return {
        name: actorId.slice(actorId.indexOf('~') + 1),
        title,
        description,
        actorStandby: usesStandbyMode === undefined ? undefined : { isEnabled: usesStandbyMode },
        // The same values as in the Apify CLI: https://github.com/apify/apify-cli/blob/master/src/commands/actors/push.ts
        defaultRunOptions: { build: version.buildTag ?? 'latest', memoryMbytes: 4096, timeoutSecs: 3600 },
        versions: [version],
    };
}
/** Returns the known properties of the version after the update, for the outputs of a dry run. */
function plannedVersion(plan, body) {
    const now = plan.remote.kind === 'existing' ? plan.remote.version : undefined;
    const own = (0,api/* urlOf */.r)(body);
    const envVars = plannedEnvVars(plan, now);
    return {
        versionNumber: body.versionNumber,
        sourceType: body.sourceType,
        buildTag: body.buildTag ?? now?.buildTag,
        applyEnvVarsToBuild: body.applyEnvVarsToBuild ?? now?.applyEnvVarsToBuild,
        envVars: envVars?.map(({ name, isSecret = false }) => ({ name, isSecret })),
        ...(own === undefined ? {} : { [own.field]: own.url }),
    };
}
/** Returns undefined if only Apify knows the variables. */
function plannedEnvVars({ envVars, creates, remote }, now) {
    if (envVars.kind === 'one-by-one') {
        const added = envVars.writes.filter(({ action }) => action === 'create').map(({ envVar }) => envVar);
        return [...(storedEnvVars(remote) ?? []), ...added];
    }
    if (envVars.envVars !== undefined)
        return envVars.envVars;
    return creates === undefined && now === undefined ? undefined : (now?.envVars ?? []);
}

// EXTERNAL MODULE: ./build/apify/api-error.js
var api_error = __nccwpck_require__(757);
;// CONCATENATED MODULE: ./build/version/remote-state.js

/**
 * Reads the Actor and, if variables have to be merged, the variables of the version. Sends both requests at the same
 * time.
 * @param of.actorId an ID or `username~name`.
 */
async function readRemoteState(api, of) {
    const { actorId, versionNumber, needsEnvVars } = of;
    const [actor, envVars] = await Promise.all([
        unlessMissing(api.getActor(actorId)),
        needsEnvVars ? unlessMissing(api.listEnvVars(actorId, versionNumber)) : undefined,
    ]);
    if (actor === undefined)
        return { kind: 'no-actor' };
    const version = actor.versions?.find((one) => one.versionNumber === versionNumber);
    // If another run creates or deletes the version meanwhile, the responses contradict each other. Creating the version
    // then fails.
    if (version === undefined || (needsEnvVars && envVars === undefined))
        return { kind: 'no-version', actor };
    return { kind: 'existing', actor, version, envVars };
}
function remoteActor(remote) {
    return remote.kind === 'existing' || remote.kind === 'no-version' ? remote.actor : undefined;
}
async function unlessMissing(response) {
    try {
        return await response;
    }
    catch (error) {
        if ((0,api_error/* isApiError */.d7)(error, 404))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/version/create.js

/** The maximum number of attempts if responses are lost. */
const MAX_ATTEMPTS = 5;
/** The delay before the second attempt, in milliseconds. It doubles each time. */
const FIRST_PAUSE_MS = 500;
/**
 * Creates something exactly once. If the response is lost, checks whether it exists before the next attempt.
 * @param creation.find returns what was created. A 404 means that it was not created.
 * @throws the API's error if another run created it before the first attempt.
 */
async function createOnce(creation, { clock, signal, log }) {
    const { what, create, find, existsType } = creation;
    const lost = `The response to the request that creates ${what} was lost`;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await create();
        }
        catch (failure) {
            const exists = attempt > 1 && (0,api_error/* isApiError */.d7)(failure, undefined, existsType);
            if (!exists && !(0,api_error/* wasMaybeCarriedOut */.A1)(failure))
                throw failure;
            try {
                const found = await find();
                log({ level: 'info', message: `${lost}, but ${what} exists` });
                return found;
            }
            catch (error) {
                if (!(0,api_error/* isApiError */.d7)(error, 404))
                    throw error;
                if (attempt >= MAX_ATTEMPTS)
                    throw failure;
            }
        }
        log({ level: 'info', message: `${lost}, so the request is sent again` });
        await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + clock.random() / 2), signal);
        signal.throwIfAborted();
    }
}
/** @see https://docs.apify.com/api/v2/actors-post */
function createActor(tools, actorId, actor) {
    return createOnce({
        what: `the Actor ${actorId.replace('~', '/')}`,
        create: () => tools.api.createActor(actor),
        find: () => tools.api.getActor(actorId),
        existsType: 'actor-name-not-unique',
    }, tools);
}
/** Creates a version. After a lost response, an update shows whether the version exists: it succeeds or returns 404. */
function createVersion(tools, actorId, version) {
    return createOnce({
        what: `version ${version.versionNumber}`,
        create: () => tools.api.createVersion(actorId, version),
        find: () => tools.api.updateVersion(actorId, version),
        existsType: 'version-already-exists',
    }, tools);
}
/** If another run creates the variable first, replaces its value. */
async function createEnvVar(tools, version, envVar) {
    const { actorId, versionNumber } = version;
    const update = () => tools.api.updateEnvVar(actorId, versionNumber, envVar);
    const creation = {
        what: `the environment variable ${envVar.name}`,
        create: () => tools.api.createEnvVar(actorId, versionNumber, envVar),
        find: update,
        existsType: 'env-var-already-exists',
    };
    try {
        await createOnce(creation, tools);
    }
    catch (error) {
        if (!(0,api_error/* isApiError */.d7)(error, undefined, creation.existsType))
            throw error;
        await update();
    }
}

;// CONCATENATED MODULE: ./build/version/write-version.js







/**
 * Creates the Actor if it does not exist, uploads the archive (if any), and writes the version.
 * @returns the version as stored by Apify.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
async function updateVersion(first, toSend, tools) {
    const { plan, result: actor } = await writeWithPlan(first, tools, (now) => ensureActor(now, toSend, tools));
    const source = toSend.kind === 'archive' ? await upload(toSend, plan, actor, tools) : versionSource(toSend);
    return (await writeWithPlan(plan, tools, (now) => writeVersion(now, source, tools))).result;
}
/** Repeats a write request with a new plan if another run created or deleted the Actor or version in the meantime. */
async function writeWithPlan(plan, tools, write) {
    try {
        return { plan, result: await write(plan) };
    }
    catch (error) {
        if (!isRace(error, plan))
            throw error;
        tools.record({ writing: undefined });
        tools.signal.throwIfAborted();
        const next = await planAgain(plan, tools);
        // The Actor existed before, so another run or person is deleting it.
        if (next.creates === 'actor' && plan.creates !== 'actor')
            throw error;
        const { actorId, target } = plan.request;
        const message = `Another run created, changed or deleted version ${target.versionNumber} of the Actor ${actorId.replace('~', '/')} at the same time. This run plans its update again.`;
        tools.log({ level: 'notice', message });
        for (const diagnostic of next.diagnostics)
            tools.log(diagnostic);
        return { plan: next, result: await write(next) };
    }
}
/** Whether another run created or deleted the Actor or version after it was planned. */
function isRace(error, { creates }) {
    return ((0,api_error/* isApiError */.d7)(error, 404) ||
        (creates === 'actor' && (0,api_error/* isApiError */.d7)(error, undefined, 'actor-name-not-unique')) ||
        (creates === 'version' && (0,api_error/* isApiError */.d7)(error, undefined, 'version-already-exists')));
}
async function planAgain({ request }, { api }) {
    const { actorId, target, envVars } = request;
    const needsEnvVars = mustReadStored(envVars.mode, envVars.wanted);
    const of = { actorId, versionNumber: target.versionNumber, needsEnvVars };
    return planUpdate(request, await readRemoteState(api, of));
}
/** Sends a write request, and records it before and after. */
async function write(what, { signal, record }, send) {
    signal.throwIfAborted();
    record({ writing: what });
    const result = await send();
    record({ writing: undefined, written: what });
    return result;
}
async function ensureActor(plan, toSend, tools) {
    const existing = remoteActor(plan.remote);
    if (existing !== undefined)
        return existing;
    const { actorId } = plan.request;
    const body = newActorBody(plan, toSend.kind === 'url' ? toSend.source : noFiles);
    const actor = await write(`Actor ${actorId.replace('~', '/')}`, tools, () => createActor(tools, actorId, body));
    tools.record({ actor, created: 'actor' });
    const { username, name } = actor;
    tools.log({ level: 'notice', message: `Created the Actor ${username}/${name} in the account ${username}` });
    return actor;
}
async function upload(archive, plan, actor, tools) {
    const { versionNumber } = plan.request.target;
    return await write('the source archive', tools, async () => {
        const of = { actorId: actor.id, versionNumber, now: tools.clock.now() };
        const source = await uploadArchive(tools.uploadApi, archive, of);
        tools.record({ archiveUrl: source.tarballUrl });
        return source;
    });
}
function versionSource(toSend) {
    if (toSend.kind === 'url')
        return toSend.source;
    const { kind: _kind, ...files } = toSend;
    return { sourceType: 'SOURCE_FILES', ...files };
}
async function writeVersion(plan, source, tools) {
    const { actorId, target } = plan.request;
    const { versionNumber } = target;
    const body = versionBody(plan, source);
    if (plan.creates !== 'version')
        await writeEnvVars(plan, tools);
    return await write(`version ${versionNumber}`, tools, async () => {
        if (plan.creates !== 'version')
            return await tools.api.updateVersion(actorId, body);
        const version = await createVersion(tools, actorId, body);
        tools.record({ created: 'version' });
        const { username = '', name = '' } = remoteActor(plan.remote) ?? {};
        const message = `Created version ${versionNumber} of ${username}/${name} in the account ${username}`;
        tools.log({ level: 'notice', message });
        return version;
    });
}
/** Writes variables with separate requests, because an existing secret must be kept, and its value cannot be read. */
async function writeEnvVars({ request, envVars }, tools) {
    if (envVars.kind !== 'one-by-one')
        return;
    const { actorId, target } = request;
    const { versionNumber } = target;
    for (const { action, envVar } of envVars.writes) {
        await write(`environment variable ${envVar.name}`, tools, () => action === 'create'
            ? createEnvVar(tools, { actorId, versionNumber }, envVar)
            : tools.api.updateEnvVar(actorId, versionNumber, envVar));
    }
}
/** @throws ActionError if Apify did not store the Actor's folder, because it would then build the wrong folder. */
function checkActorPath(version, { actorPath }) {
    if (actorPath === undefined || version.actorPath === actorPath)
        return;
    throw new build_errors/* ActionError */.lZ(`Apify did not store the Actor's folder (actorPath ${actorPath}) with the version`, {
        hint: 'Set source-type: GIT_REPO, so that Apify reads the Actor and its Docker context from the repository.',
    });
}

// EXTERNAL MODULE: ./build/apify/error-hints.js
var error_hints = __nccwpck_require__(5483);
// EXTERNAL MODULE: ./build/runner/cancellation.js
var runner_cancellation = __nccwpck_require__(172);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./build/runner/report.js




/**
 * The maximum size of a step summary, in bytes.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const SUMMARY_LIMIT = 1024 * 1024;
/**
 * Properties with fixed values that the summary depends on. They are not redacted, because a secret may have the same
 * value by chance.
 */
const FIXED = new Set([
    'buildResult',
    'created',
    'creates',
    'kind',
    'level',
    'moved',
    'result',
    'testResult',
]);
/** The maximum number of annotations in files. GitHub shows 10 errors for each step. */
const MOST_PROBLEMS = 10;
/** Creates the report. It hides the secrets in everything except the outputs. */
function createReport(secrets) {
    const known = new Map();
    const hiddenForms = new Set();
    let redact = createRedactor([]);
    const redactAll = (text) => {
        const redacted = redact(text);
        // Control characters and colors between the parts of a secret are not visible in the log.
        const plain = (0,build_text/* withoutStyle */.IV)((0,build_text/* escapeLog */.Ah)(redacted));
        if (plain === redacted)
            return redacted;
        const hidden = redact(plain);
        return hidden === plain ? redacted : hidden;
    };
    const shown = (text) => (0,build_text/* escapeLog */.Ah)(redactAll(text));
    // Problem matchers apply to log lines, but not to workflow commands.
    const logLine = (text) => stopProblemMatchers(shown(text));
    const annotationAt = (place) => {
        if (place === undefined)
            return {};
        return {
            file: (0,build_text/* visible */.RK)(redactAll(place.file)),
            ...(place.line === undefined ? {} : { startLine: place.line }),
            ...(place.column === undefined ? {} : { startColumn: place.column }),
        };
    };
    const hide = (added) => {
        // Writes all masks at once.
        process.stdout.cork();
        for (const form of added.flatMap(({ value }) => writtenForms(value))) {
            if (!hiddenForms.has(form) && isMaskable(form))
                setSecret(form);
            hiddenForms.add(form);
        }
        process.stdout.uncork();
        redact = createRedactor(hiddenForms);
    };
    hide(secrets);
    const print = ({ level, message, place }) => {
        const write = {
            debug: debug,
            info: info,
            notice: notice,
            warning: warning,
        }[level];
        write(level === 'info' ? logLine(message) : shown(message), annotationAt(place));
    };
    /** Prints errors first. @param before the number of annotations in files that were printed earlier. */
    const printProblems = (problems, before = 0) => {
        const sorted = problems.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
        const printed = sorted.slice(0, MOST_PROBLEMS - before);
        for (const problem of printed) {
            const write = problem.level === 'error' ? core_error : warning;
            write(shown(`${problem.message}\n${problem.hint}`), annotationAt(problem));
        }
        const rest = sorted.length - printed.length;
        if (rest > 0)
            info(`The summary and the problems output contain ${rest} more`);
    };
    return {
        withoutSecrets: redactAll,
        hide,
        problems: printProblems,
        line: (text) => info(logLine(text)),
        debug: (text) => debug(shown(text)),
        group: (title, run) => group(shown(title), run),
        print,
        fail: ({ message, hint, place }, error) => {
            const problems = error instanceof build_errors/* ActionError */.lZ ? error.problems : [];
            const errors = problems.filter(({ level }) => level === 'error');
            const text = hint === undefined ? message : `${message}\n${hint}`;
            core_error(shown(text), annotationAt(errors.length > 1 ? undefined : place));
            const isShown = errors.length === 1 && place !== undefined;
            printProblems(isShown ? problems.filter((problem) => problem !== errors[0]) : problems, isShown ? 1 : 0);
            for (const trace of (0,build_errors/* traceOf */.fC)(error))
                debug(shown(trace));
        },
        outputs: (values) => {
            for (const [name, value] of Object.entries(values)) {
                if (known.get(name) === value)
                    continue;
                report_setOutput(name, value);
                known.set(name, value);
            }
        },
        summary: async (state, summaryOf) => {
            // Secrets are replaced before the text is escaped, because escaped secrets are harder to find.
            const html = summaryOf(redactStrings(state, redactAll));
            try {
                await summary.addRaw(limitSummary(html), true).write();
            }
            catch (error) {
                print({ level: 'warning', message: `The step summary could not be written: ${(0,build_errors/* messageOf */.bD)(error)}` });
            }
        },
    };
}
function redactStrings(value, hide) {
    return JSON.parse(JSON.stringify(value), (key, part) => typeof part === 'string' && !FIXED.has(key) ? hide(part) : part);
}
function report_setOutput(name, value) {
    try {
        setOutput(name, value);
    }
    catch (error) {
        throw new build_errors/* ActionError */.lZ(`Output ${name} could not be written: ${(0,build_errors/* messageOf */.bD)(error)}`, {
            hint: 'Check that the file in GITHUB_OUTPUT exists and that its disk is not full.',
            cause: error,
        });
    }
}
/** Cuts off a summary at the end of a line, so that no tag or word is split, and closes all open elements. */
function limitSummary(html) {
    const note = '\n\n<p>The rest was omitted, because a step summary is limited to 1 MiB.</p>\n';
    // Leaves room for closing tags and the line break.
    const most = SUMMARY_LIMIT - Buffer.byteLength(note) - 256;
    const bytes = Buffer.from(html);
    if (bytes.length <= most)
        return html;
    const kept = bytes.subarray(0, bytes.lastIndexOf('\n', most)).toString();
    return kept + closingTags(kept) + note;
}
function closingTags(html) {
    const open = [];
    for (const [, slash, name = ''] of html.matchAll(/<(\/?)(table|tr|td|ul|li|details|pre|blockquote)\b/g)) {
        if (slash === '')
            open.push(name);
        else
            open.pop();
    }
    return open
        .reverse()
        .map((name) => `</${name}>`)
        .join('');
}
/**
 * Matches a location before white space: `:1:2`, `:1:`, `(1,2)`, `.go:`, a line that starts with `1:2`, `line 1` or
 * `error:`.
 */
const LOCATION = /(?::\d+:(?:\d+:?)?|\.[a-z]\w{0,9}:|^[ \t]*\d+:\d+|\d\):?|\b(?:error|warning):|\bline(?=\s{1,9}\d))(?=\s)/gim;
/** An invisible character that separates two others for programs and does not count as white space. */
const WORD_JOINER = '\u2060';
/**
 * Separates a location from the text after it. Otherwise, problem matchers of earlier steps could turn build log lines
 * into annotations, and the runner has no command to turn all matchers off. The separator is inserted before white
 * space, where it rarely splits a secret that another step has masked.
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
function stopProblemMatchers(text) {
    return text.replace(LOCATION, `$&${WORD_JOINER}`);
}

// EXTERNAL MODULE: ./build/actions/input-fields.js
var input_fields = __nccwpck_require__(1184);
// EXTERNAL MODULE: ./build/actions/url-inputs.js
var url_inputs = __nccwpck_require__(5983);
;// CONCATENATED MODULE: ./build/actions/step-secrets.js



const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
/**
 * Returns the secrets that are known before anything is checked: the token, APIFY_TOKEN if it is different, and user
 * information in URLs. The values of `secret-env-vars` are read separately.
 */
function readStepSecrets(raw) {
    const token = (0,input_fields/* tokenOf */.B9)(raw);
    const variable = (raw.environment['APIFY_TOKEN'] ?? '').trim();
    const secrets = token === '' ? [] : [{ name: 'token', value: token, kind: 'token' }];
    if (variable !== '' && variable !== token)
        secrets.push({ name: 'APIFY_TOKEN', value: variable, kind: 'token' });
    const urls = [
        ...[...url_inputs/* urlInputs */.L2, 'api-base-url'].map((name) => [name, raw.text(name)]),
        ['APIFY_CLIENT_BASE_URL', raw.environment['APIFY_CLIENT_BASE_URL'] ?? ''],
    ];
    return [...secrets, ...urls.flatMap(([name, url]) => userSecrets(name, userInformation(url)))];
}
/** Returns the token for GitHub's API, which `discover` and `cleanup` have. */
function readGitHubToken(raw) {
    const value = raw.text('github-token');
    return value === '' ? [] : [{ name: 'github-token', value }];
}
/** Returns the passwords of the runner's proxies. They are masked, but deployed files may contain them. */
function readProxySecrets(raw) {
    return proxyVariables.flatMap((name) => {
        const { password, both } = userInformation(raw.environment[name] ?? '');
        return password === '' ? [] : userSecrets(name, { user: '', password, both });
    });
}
function userSecrets(source, { user, password, both }) {
    const pair = password === '' ? [] : [both, (0,build_text/* decoded */.DH)(both)];
    // `git` is the user name in all SSH URLs.
    const values = [...(user === 'git' ? [] : [user, (0,build_text/* decoded */.DH)(user)]), password, (0,build_text/* decoded */.DH)(password), ...pair];
    const name = `${source} (user information)`;
    return [...new Set(values)]
        .filter((value) => value !== '')
        .map((value) => ({ name, value, kind: 'user-information' }));
}
/** Returns the user and password, unchanged, from anything that looks like a URL or like Git's `user@host:path`. */
function userInformation(url) {
    const text = url.trim();
    const [, both = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
    const colon = both.indexOf(':');
    return colon < 0
        ? { user: both, password: '', both }
        : { user: both.slice(0, colon), password: both.slice(colon + 1), both };
}

;// CONCATENATED MODULE: ./build/actions/run-action.js






/**
 * Runs an action: masks all secrets before anything is printed, prints a single error and sets the exit code to 1 if it
 * fails, and always writes the summary.
 */
async function runAction({ raw = readRawInputs(), secrets = run_action_secretsOf(raw), initial, outputsOf, loadSummary, changesOf }, run) {
    const report = createReport(secrets);
    const cancellation = (0,runner_cancellation/* listenForCancellation */.ci)();
    let current = initial;
    const state = {
        get current() {
            return current;
        },
        add: (news) => {
            current = { ...current, ...news };
        },
        record: (news) => {
            state.add(news);
            if (outputsOf !== undefined)
                report.outputs(outputsOf(current));
        },
        report: (...diagnostics) => {
            const known = new Set(current.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
            const added = diagnostics.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
            for (const diagnostic of added)
                report.print(diagnostic);
            current = { ...current, diagnostics: [...current.diagnostics, ...added] };
        },
    };
    const context = { raw, report, state, cancellation };
    try {
        await run(context);
        // The step may have been canceled during the last request.
        cancellation.signal.throwIfAborted();
    }
    catch (error) {
        process.exitCode = 1;
        const { message, hint, place } = (0,error_hints/* explain */.W)(error);
        const changes = changesOf?.(context, error);
        const advice = [hint, changes].filter((part) => part !== undefined).join(' ') || undefined;
        report.fail({ message, hint: advice, place }, error);
        current = { ...current, failure: { message, hint, changes, isCanceled: error instanceof runner_cancellation/* CancelledError */.cc } };
    }
    finally {
        const { summaryOf } = await loadSummary();
        await report.summary(current, summaryOf);
        cancellation.end();
        await endConnections();
    }
}
function run_action_secretsOf(raw) {
    return [...readStepSecrets(raw), ...readProxySecrets(raw), ...readGitHubToken(raw)];
}

// EXTERNAL MODULE: ./build/actor/parse-json.js
var parse_json = __nccwpck_require__(5016);
;// CONCATENATED MODULE: ./build/actor/checks/actor-specification.js

/**
 * The property is required by https://docs.apify.com/platform/actors/development/actor-definition/actor-json, but Apify
 * also builds without it.
 */
function checkActorSpecification(actorJson) {
    if ((actorJson['actorSpecification'] ?? undefined) !== undefined)
        return [];
    return [(0,schema_problem/* warningAt */.MK)([], 'has no actorSpecification', 'Add "actorSpecification": 1.')];
}

;// CONCATENATED MODULE: ./build/actor/checks/find-schemas.js




/** Size limit in bytes. Apify accepts schemas of up to 500 kB. */
const MAX_SCHEMA_BYTES = 1024 ** 2;
/** Reads the Actor's schemas and the other files that actor.json names, except for the Dockerfile. */
async function findSchemas(actorJson, { workspace, folder }) {
    const read = (file) => (0,workspace_file/* readWorkspaceFile */.sL)(workspace, (0,external_node_path_.join)(workspace, file), MAX_SCHEMA_BYTES);
    const has = (key) => (actorJson[key] ?? undefined) !== undefined;
    const values = (0,named_files/* listFileValues */.ZM)(actorJson)
        .filter(({ keys: [key = ''] }) => key !== 'dockerfile' && !(0,named_files/* isReplaced */.tc)(key, actorJson))
        .map((each) => ({ ...each, kind: kindOf(each.keys) }));
    const named = values.flatMap(({ value, ...place }) => typeof value === 'string' ? [{ ...place, written: value }] : []);
    const files = await Promise.all(named.map(async ({ written, ...place }) => ({ ...place, ...(await lookUp(written, folder, read)) })));
    return {
        inline: values.flatMap(({ kind, keys, value }) => kind !== undefined && (0,schema_problem/* isObject */.Gv)(value) ? [{ kind, keys, value }] : []),
        files: has('input') || has('inputSchema') ? files : [...files, ...(await readDefaultInput(folder, read))],
    };
}
function kindOf([key, storage]) {
    switch (key) {
        case 'input':
        case 'inputSchema':
            return 'input';
        case 'output':
        case 'outputSchema':
            return 'output';
        case 'storages':
            return storage?.startsWith('dataset') ? 'dataset' : 'key-value-store';
        default:
            return undefined;
    }
}
/** Looks up a path relative to `.actor/`, then relative to the Actor's folder. The file is deployed in both cases. */
async function lookUp(written, folder, read) {
    const file = external_node_path_.posix.join(folder, '.actor', written);
    if (external_node_path_.posix.isAbsolute(written))
        return { file: written, found: { kind: 'outside' } };
    const found = await read(file);
    if (found.kind !== 'missing' || found.isBrokenLink)
        return { file, found };
    const other = external_node_path_.posix.join(folder, written);
    const foundThere = await read(other);
    if (foundThere.kind === 'missing' || foundThere.kind === 'outside')
        return { file, found };
    return { file: other, found: foundThere, correction: external_node_path_.posix.relative('.actor', external_node_path_.posix.join(written)) };
}
/** Reads the input schema from the first default path that exists. */
async function readDefaultInput(folder, read) {
    for (const name of named_files/* defaultPlaces */.cy.input) {
        const file = external_node_path_.posix.join(folder, name);
        const found = await read(file);
        if (found.kind === 'read')
            return [{ kind: 'input', file, found }];
    }
    return [];
}

;// CONCATENATED MODULE: ./build/actor/checks/key-spelling.js


/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
const KEYS = [
    ...['$schema', 'actorSpecification', 'name', 'title', 'description', 'version', 'buildTag', 'environmentVariables'],
    ...['dockerfile', 'dockerContextDir', 'readme', 'changelog', 'minMemoryMbytes', 'maxMemoryMbytes'],
    ...['defaultMemoryMbytes', 'input', 'inputSchema', 'output', 'outputSchema', 'storages', 'usesStandbyMode'],
    ...['webServerSchema', 'webServerMcpPath'],
];
const STORAGE_KEYS = ['dataset', 'datasets', 'keyValueStore', 'keyValueStores'];
/** Finds unknown keys in actor.json that are probably typos of a known key. Apify ignores unknown keys. */
function checkKeySpelling(actorJson) {
    const check = (keys, object, above) => Object.keys((0,named_files/* asObject */.eB)(object)).flatMap((key) => {
        const meant = keys.includes(key) ? undefined : keys.find((known) => isAlmost(key, known));
        if (meant === undefined)
            return [];
        const message = 'is not a key of actor.json, so Apify ignores it';
        return [(0,schema_problem/* warningAt */.MK)([...above, key], message, `Did you mean ${meant}?`)];
    });
    return [...check(KEYS, actorJson, []), ...check(STORAGE_KEYS, actorJson['storages'], ['storages'])];
}
/** Whether two words differ only in letter case, or by one letter that is added, missing or different. */
function isAlmost(a, b) {
    if (a.toLowerCase() === b.toLowerCase())
        return true;
    if (Math.abs(a.length - b.length) > 1)
        return false;
    let start = 0;
    while (start < a.length && a[start] === b[start])
        start += 1;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end))
        end += 1;
    return Math.max(a.length, b.length) - start - end <= 1;
}

;// CONCATENATED MODULE: ./build/actor/checks/memory-range.js

/** If the minimum exceeds the maximum, no memory size is valid, and Apify cannot start a run. */
function checkMemoryRange(actorJson) {
    const { minMemoryMbytes: least, maxMemoryMbytes: most } = actorJson;
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most)
        return [];
    const message = `is ${least}, more than maxMemoryMbytes (${most})`;
    return [(0,schema_problem/* errorAt */.Os)(['minMemoryMbytes'], message, 'Lower minMemoryMbytes or raise maxMemoryMbytes.')];
}

;// CONCATENATED MODULE: ./build/actor/checks/named-files.js


/** The limit of Apify, in bytes. */
const named_files_MAX_SCHEMA_BYTES = 500_000;
/**
 * Reports files that actor.json names but that do not exist. A build fails if a schema is missing, and the Actor's page
 * has no README if that file is missing.
 */
function checkNamedFiles(files) {
    return files.flatMap(({ keys: path, kind, file, found, correction }) => {
        if (path === undefined)
            return [];
        if (correction !== undefined && (found.kind === 'read' || kind === undefined)) {
            const message = `does not exist relative to .actor/, so ${(0,build_text/* visible */.RK)(file)} is used`;
            return [{ level: 'warning', path, message, hint: `Write "${(0,build_text/* visible */.RK)(correction)}".` }];
        }
        // A README can have any length.
        if (found.kind === 'read' || (found.kind === 'too-large' && kind === undefined))
            return [];
        const { problem, hint } = (0,workspace_file/* explainUnread */.H8)(found, named_files_MAX_SCHEMA_BYTES);
        const level = kind === undefined ? 'warning' : 'error';
        return [{ level, path, message: `names ${(0,build_text/* visible */.RK)(file)}, which ${problem}`, hint }];
    });
}

;// CONCATENATED MODULE: ./build/actor/fields.js


function checkText(value) {
    return typeof value === 'string'
        ? { value }
        : { problem: `is ${describe(value)}, not a string`, hint: 'Write it in double quotes.' };
}
function checkBoolean(value) {
    return typeof value === 'boolean'
        ? { value }
        : { problem: `is ${describe(value)}, not a boolean`, hint: 'Write true or false, without quotes.' };
}
function fields_checkName(value) {
    if (typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/.test(value))
        return { value };
    const problem = `is ${describe(value)}, which is not a valid Actor name`;
    return { problem, hint: 'Use 3 to 63 letters, digits and inner hyphens, without the account: "my-actor".' };
}
/** Checks for `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros. */
function checkVersion(value) {
    if (typeof value === 'number') {
        const text = Number.isInteger(value) ? `${value}.0` : `${value}`;
        const example = (0,value_rules/* isVersionNumber */.i3)(text) ? text : '1.0';
        const hint = `Write it as a string: "version": "${example}". JSON reads the number 1.0 as 1.`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    if (typeof value === 'string' && (0,value_rules/* isVersionNumber */.i3)(value))
        return { value };
    const short = typeof value === 'string' ? (0,value_rules/* versionOfThreeParts */.CI)(value) : undefined;
    const hint = short === undefined
        ? 'Use MAJOR.MINOR, each from 0 to 99, without leading zeros: "1.2".'
        : `Use "${short}". ${value_rules/* THREE_PARTS_HINT */.ko}`;
    return { problem: `is ${describe(value)}, not MAJOR.MINOR`, hint };
}
function checkBuildTag(value) {
    if (typeof value !== 'string' || (0,value_rules/* isBuildTag */.FE)(value))
        return checkText(value);
    const hint = 'Use a tag without white space or control characters: "beta".';
    return { problem: `is ${describe(value)}, which is not a valid tag`, hint };
}
/** Checks a variable in `environmentVariables`. Apify rejects numbers, booleans and null. */
function checkEnvVar(name, value) {
    if (!(0,value_rules/* isEnvVarName */.yV)(name))
        return { problem: 'is not a valid variable name', hint: `Use ${value_rules/* NAME_RULE */.$h}.` };
    if (name.length > value_rules/* MAX_NAME_LENGTH */.EM) {
        const problem = `has a name of ${name.length} characters`;
        return { problem, hint: `Use at most ${value_rules/* MAX_NAME_LENGTH */.EM} characters.` };
    }
    if (typeof value !== 'string') {
        const text = typeof value === 'object' ? 'value' : String(value);
        const hint = `Write it in double quotes: "${name}": "${value === null ? '' : text}".`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    if (value.length <= value_rules/* MAX_VALUE_LENGTH */.CU)
        return { value };
    const problem = `has a value of ${value.length} characters`;
    return { problem, hint: `Use at most ${value_rules/* MAX_VALUE_LENGTH */.CU} characters.` };
}
function describe(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    if (typeof value === 'string')
        return (0,build_text/* quoted */.TL)(value);
    return typeof value === 'number' ? `the number ${value}` : String(value);
}

;// CONCATENATED MODULE: ./build/actor/checks/value-types.js



/**
 * Finds memory sizes, paths and schemas of a wrong type. Their values are not read, so nothing else reports them. `null`
 * and an empty list count as absent, because many Actors contain them.
 */
function checkValueTypes(actorJson) {
    const memory = ['minMemoryMbytes', 'maxMemoryMbytes'].flatMap((key) => {
        const value = actorJson[key];
        if (isAbsent(value) || Number.isInteger(value))
            return [];
        const message = `is ${describe(value)}, not a whole number`;
        return [(0,schema_problem/* errorAt */.Os)([key], message, 'Write the megabytes without quotes: 1024.')];
    });
    const named = (0,named_files/* listFileValues */.ZM)(actorJson).flatMap(({ keys, value }) => {
        const [key = ''] = keys;
        // The type of dockerfile is checked when actor.json is read.
        if (isAbsent(value) || typeof value === 'string' || key === 'dockerfile' || (0,named_files/* isReplaced */.tc)(key, actorJson))
            return [];
        const isSchema = key !== 'readme' && key !== 'changelog';
        if (isSchema && (0,schema_problem/* isObject */.Gv)(value))
            return [];
        const message = `is ${describe(value)}, not ${isSchema ? 'a path or a schema' : 'a path'}`;
        return [(0,schema_problem/* errorAt */.Os)(keys, message, 'Write the path of the file, relative to .actor/, in double quotes.')];
    });
    return [...memory, ...named];
}
function isAbsent(value) {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

;// CONCATENATED MODULE: ./build/actor/checks/check-definition.js











/**
 * Checks actor.json and all its schemas. Reads only files in the workspace and sends no requests.
 * @returns problems sorted by file and line.
 */
async function checkDefinition(request) {
    const parsed = (0,parse_json/* parseJson */.q)(request.text);
    // Errors in actor.json itself are reported when it is parsed.
    if (!('value' in parsed) || !(0,schema_problem/* isObject */.Gv)(parsed.value))
        return [];
    const actorJson = parsed.value;
    const { inline, files } = await findSchemas(actorJson, request);
    const own = [
        ...checkActorSpecification(actorJson),
        ...checkKeySpelling(actorJson),
        ...checkMemoryRange(actorJson),
        ...checkNamedFiles(files),
        ...checkValueTypes(actorJson),
    ];
    for (const { kind, keys, value } of inline) {
        const found = await checkSchema(kind, value);
        own.push(...found.map((problem) => ({ ...problem, path: [...keys, ...problem.path] })));
    }
    const problems = [...(0,locate_problems/* locateProblems */.D)(external_node_path_.posix.join(request.folder, '.actor/actor.json'), request.text, own)];
    // Two keys may name the same file.
    for (const { kind, file, found } of new Map(files.map((each) => [`${each.kind} ${each.file}`, each])).values()) {
        if (kind === undefined || found.kind !== 'read')
            continue;
        const text = new TextDecoder().decode(found.bytes);
        const schema = (0,parse_json/* parseJson */.q)(text);
        if ('mistake' in schema)
            problems.push((0,parse_json/* syntaxProblem */.R)(file, schema.mistake));
        else
            problems.push(...(0,locate_problems/* locateProblems */.D)(file, text, await checkSchema(kind, schema.value)));
    }
    return (0,build_errors/* sortProblems */.dS)(problems);
}
/** Loads the validator and Apify's schemas only if there is something to check. */
async function checkSchema(kind, schema) {
    const checkers = await Promise.all(/* import() */[__nccwpck_require__.e(628), __nccwpck_require__.e(985)]).then(__nccwpck_require__.bind(__nccwpck_require__, 985));
    return checkers.checkSchema(kind, schema);
}

;// CONCATENATED MODULE: ./build/actor/definition.js







/**
 * Reads only the `name` in `.actor/actor.json`; undefined if the file does not exist.
 * @throws ActionError if the file is not a JSON object, or if the name is not valid.
 */
async function readActorName(folder) {
    const text = await readActorJson(folder);
    if (text === undefined)
        return undefined;
    const file = pathForMessages(folder, '.actor', 'actor.json');
    const { name } = parseObject(text, file);
    const checked = name === undefined ? { value: undefined } : checkName(name);
    if ('value' in checked)
        return { file, name: checked.value };
    throw problemsError(locateProblems(file, text, [mistakeAt(['name'], checked)]));
}
/** Checks the text of an actor.json without a byte order mark. @param file its path, for messages. */
function parseActorDefinition(text, file, { replaced, replacedEnvVars }) {
    const actorJson = parseObject(text, file);
    const mistakes = [];
    const read = (key, check, isReplaced = false) => {
        const value = actorJson[key];
        if (value === undefined)
            return undefined;
        const checked = check(value);
        if ('value' in checked)
            return checked.value;
        if (!isReplaced)
            mistakes.push(mistakeAt([key], checked));
        return undefined;
    };
    for (const key of ['dockerfile', 'dockerContextDir'])
        read(key, checkText);
    const definition = {
        ...pathsOf(actorJson, file),
        name: read('name', fields_checkName, replaced?.name),
        version: read('version', checkVersion, replaced?.version),
        // Like Apify's CLI, treats an empty tag as missing.
        buildTag: read('buildTag', checkBuildTag, replaced?.buildTag) || undefined,
        title: read('title', checkText),
        description: read('description', checkText),
        usesStandbyMode: read('usesStandbyMode', checkBoolean),
        environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
    };
    if (mistakes.length > 0)
        throw (0,build_errors/* problemsError */.$j)((0,locate_problems/* locateProblems */.D)(file, text, mistakes));
    return definition;
}
/**
 * Reads only the paths and variables. A path of a wrong type is absent from the result, and a variable with a mistake is
 * empty. @param file its path, for messages.
 * @throws ActionError if the text is not a JSON object.
 */
function parsePartially(text, file) {
    const actorJson = parseObject(text, file);
    const environmentVariables = readEnvironmentVariables(actorJson['environmentVariables'], undefined, []);
    return { ...pathsOf(actorJson, file), environmentVariables };
}
function pathsOf(actorJson, file) {
    const { dockerfile, dockerContextDir } = actorJson;
    return {
        file,
        dockerfile: typeof dockerfile === 'string' ? dockerfile : undefined,
        dockerContextDir: typeof dockerContextDir === 'string' ? dockerContextDir : undefined,
        defaultFiles: (0,named_files/* listDefaultFiles */.vh)(actorJson),
        references: (0,named_files/* listReferences */.Xo)(actorJson),
    };
}
/** The object without properties that count as absent: `null`, and `false` for `dockerfile`. */
function parseObject(text, file) {
    const parsed = (0,parse_json/* parseJson */.q)(text);
    if ('mistake' in parsed) {
        const { line, column, problem } = parsed.mistake;
        throw (0,locate_problems/* fileError */.z)(`is not valid JSON: line ${line}, column ${column}: ${problem}`, {
            hint: `${file} must be strict JSON: double quotes, no comments, no trailing commas.`,
            place: { file, line, column },
        });
    }
    const { value } = parsed;
    if (!(0,schema_problem/* isObject */.Gv)(value)) {
        throw (0,locate_problems/* fileError */.z)(`is ${describe(value)}, not an object`, {
            hint: 'Write an object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
            place: { file, line: 1, column: 1 },
        });
    }
    const isAbsent = ([key, part]) => part === null || (key === 'dockerfile' && part === false);
    return Object.fromEntries(Object.entries(value).filter((entry) => !isAbsent(entry)));
}
function readEnvironmentVariables(variables, replaced, mistakes) {
    const key = 'environmentVariables';
    if (variables === undefined || (Array.isArray(variables) && variables.length === 0))
        return {};
    if (!(0,schema_problem/* isObject */.Gv)(variables)) {
        const hint = 'Write { "NAME": "value" }.';
        mistakes.push((0,schema_problem/* errorAt */.Os)([key], `is ${describe(variables)}, not an object`, hint));
        return {};
    }
    const read = Object.entries(variables).map(([name, value]) => {
        const checked = checkEnvVar(name, value);
        if ('value' in checked)
            return [name, checked.value];
        if (replaced?.has(name) !== true)
            mistakes.push(mistakeAt([key, name], checked));
        return [name, ''];
    });
    return Object.fromEntries(read);
}
function mistakeAt(path, { problem, hint }) {
    return { path, message: problem, hint, level: 'error' };
}

;// CONCATENATED MODULE: ./build/actor/missing-definition.js






const missing_definition_ways = {
    'actor-id': 'set the actor-id input (username/name or an ID), or "name" in',
    version: 'set the version input (for example, \'0.1\'), or "version" in',
};
/** Creates the error for required values that neither actor.json nor the inputs contain. */
function missingFields(file, missing) {
    const fields = missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
    return (0,locate_problems/* fileError */.z)(`has no ${fields.join(' and no ')}, and the ${inputsAreEmpty(missing)}`, {
        hint: hintsFor(missing, file),
        place: { file, line: 1, column: 1 },
    });
}
/**
 * Creates the error for a missing actor.json whose values are needed. It lists the missing values, the two ways to set
 * them, and similar files that are not read.
 */
function missingFile(folder, missing) {
    const { file, elsewhere, place } = explore(folder);
    return new build_errors/* ActionError */.lZ(`${file} does not exist, and the ${inputsAreEmpty(missing)}`, {
        hint: [...elsewhere, hintsFor(missing, file)].join(' '),
        ...place,
    });
}
/** Creates the warning for a missing actor.json if the inputs set all required values. */
function missingFileWarning(folder) {
    const { file, elsewhere, place } = explore(folder);
    const message = `${file} does not exist, so only the files are deployed`;
    return {
        level: 'warning',
        message: elsewhere.length === 0 ? message : `${message}. ${elsewhere.join(' ')}`,
        ...place,
    };
}
function inputsAreEmpty(missing) {
    return missing.length === 1 ? `${missing[0]} input is empty` : `${missing.join(' and ')} inputs are empty`;
}
function hintsFor(missing, file) {
    return missing.map((name) => `To provide the ${name}, ${missing_definition_ways[name]} ${file}.`).join(' ');
}
function explore(folder) {
    const { workingDirectory, workspace } = folder;
    const path = (...names) => (0,build_text/* visible */.RK)((0,read_actor_json/* pathForMessages */.d)(folder, ...names));
    const file = path('.actor', 'actor.json');
    if ((0,workspace_file/* listNames */.Zv)(workspace).length === 0) {
        return { file, elsewhere: ['The workspace is empty: run actions/checkout before this step.'] };
    }
    const elsewhere = [];
    const [misplaced, advice] = findMisplaced(workingDirectory, path) ?? [];
    if (advice !== undefined)
        elsewhere.push(advice);
    const below = (0,workspace_file/* findFoldersWith */.t1)(workingDirectory, '.actor/actor.json').map((name) => path(name));
    if (below.length > 0) {
        const example = below.length === 1 ? `working-directory: ${below[0]}` : 'working-directory to one of them';
        elsewhere.push(`These folders contain .actor/actor.json: ${(0,build_text/* listSome */.XT)(below)}. Set ${example}.`);
    }
    return { file, elsewhere, ...(misplaced === undefined ? {} : { place: { place: { file: misplaced } } }) };
}
/** Finds a definition that the action does not read. @param path returns the path of a file, for messages. */
function findMisplaced(workingDirectory, path) {
    const file = path('.actor', 'actor.json');
    const names = (0,workspace_file/* listNames */.Zv)(workingDirectory);
    const findIn = (folder, wanted) => folder.find((name) => name.toLowerCase() === wanted);
    const dotActor = findIn(names, '.actor');
    const misspelled = dotActor && findIn((0,workspace_file/* listNames */.Zv)((0,external_node_path_.join)(workingDirectory, dotActor)), 'actor.json');
    if (dotActor !== undefined && misspelled !== undefined) {
        const found = path(dotActor, misspelled);
        return [found, `${found} is not read, because the name is case-sensitive: rename it (git mv ${found} ${file}).`];
    }
    if (names.includes('actor.json')) {
        const found = path('actor.json');
        const command = `mkdir -p ${path('.actor')} && git mv ${found} ${file}`;
        return [found, `${found} is not read: move it (${command}). Paths in it are then relative to .actor/.`];
    }
    if (names.includes('apify.json')) {
        const found = path('apify.json');
        const advice = `${found} has the old format and is not read: move its name, version and buildTag to ${file}, next to "actorSpecification": 1, and its env to "environmentVariables".`;
        return [found, advice];
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/runner/workspace.js






/** @throws ActionError if the folder does not exist, leads out of the workspace, or is `.actor` itself. */
async function findWorkspace(workspace, input) {
    let top;
    try {
        top = (0,workspace_file/* realPath */.Ye)(workspace);
    }
    catch (cause) {
        const hint = 'Run this step after actions/checkout. GITHUB_WORKSPACE contains the path of the folder.';
        throw new build_errors/* ActionError */.lZ(`The workspace ${(0,build_text/* visible */.RK)(workspace)} could not be read`, { hint, cause });
    }
    const real = realFolder(external_node_path_.resolve(top, input), input);
    const shown = (0,paths/* nameFrom */.Ov)(top, real);
    if (shown === undefined) {
        throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which leads out of the workspace`, {
            hint: 'Use a folder of the checkout, relative to its root: packages/my-actor.',
        });
    }
    if (external_node_path_.posix.basename(shown) === '.actor') {
        throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, the .actor folder itself`, {
            hint: `Set the working-directory input to its parent folder, ${(0,build_text/* quoted */.TL)(external_node_path_.posix.dirname(shown))}.`,
        });
    }
    return { workspace: top, workingDirectory: real, shown };
}
function realFolder(folder, input) {
    let cause;
    try {
        const real = (0,workspace_file/* realPath */.Ye)(folder);
        if ((0,external_node_fs_.statSync)(real).isDirectory())
            return real;
    }
    catch (error) {
        cause = error;
    }
    const spaces = input === input.trim() ? '' : ' Remove the white space at its start or end, which is part of the name.';
    throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which is not a folder of the checkout`, {
        hint: `Use the folder that contains .actor/, relative to the root of the repository, and run this step after actions/checkout.${spaces}`,
        cause,
    });
}

// EXTERNAL MODULE: ./build/actions/deploy/inputs.js
var deploy_inputs = __nccwpck_require__(2325);
;// CONCATENATED MODULE: ./build/actions/deploy/config.js











/** @throws ActionError that lists all problems with the inputs, working directory, variables and JSON files. */
async function readConfig(raw, { plain, secret }) {
    const errors = [];
    const keep = (0,build_errors/* keepError */.CD)(errors);
    const inputs = (0,deploy_inputs/* readInputs */.K)(raw, errors);
    await checkPatterns(inputs, errors);
    const workspace = await findWorkspace(raw.workspace, raw.workingDirectory).catch(keep);
    const read = workspace && (await (0,read_actor_json/* readActorJson */.q)(workspace).then((text) => ({ workspace, text }), keep));
    const found = read && readDefinition(raw, read, { plain, secret }, errors);
    const definition = found?.definition;
    const file = workspace === undefined ? '.actor/actor.json' : (0,read_actor_json/* pathForMessages */.d)(workspace, '.actor', 'actor.json');
    const { text } = read ?? {};
    // Text that is not an object was reported earlier.
    const partial = text === undefined ? undefined : (0,build_errors/* collectErrors */.ul)([])(() => parsePartially(text, file));
    const envVars = wantedEnvVars({
        fromDefinition: partial?.environmentVariables ?? (found && {}),
        definitionFile: file,
        plain,
        secret,
        secretsRequired: !inputs.dryRun || inputs.token !== undefined,
        token: inputs.token,
    });
    errors.push(...envVars.errors);
    const places = workspace && (await findPlaces(inputs, workspace, partial).catch(keep));
    const test = await readTest(raw, { inputs, workspace, definition }, errors);
    const checked = workspace && (await checkFiles(inputs, workspace, text));
    const { error: wrong = [], warning: warnings = [] } = Object.groupBy(checked?.problems ?? [], ({ level }) => level);
    if (wrong.length > 0)
        errors.push((0,build_errors/* problemsError */.$j)(wrong));
    if (errors.length > 0 || workspace === undefined) {
        throw (0,build_errors/* withWarnings */.oV)((0,build_errors/* combineErrors */.Lt)(errors, 'mistakes in the inputs and files of this deployment'), warnings);
    }
    const { target, diagnostics } = chooseTarget(inputs, definition);
    return {
        inputs,
        workspace,
        definition,
        /** Undefined if the source is a URL. */
        places,
        target,
        wanted: envVars.wanted,
        /** Undefined if there is no test run, so that the tag moves as soon as the build succeeds. */
        test,
        /** Undefined if the `actor-settings` input is empty. */
        settings: checked?.settings,
        /** Warnings about JSON files. */
        problems: warnings,
        diagnostics: [
            ...(0,input_fields/* describeBaseUrl */.u1)(inputs.apiBaseUrl, raw.text('api-base-url') === ''),
            ...(definition === undefined ? [missingFileWarning(workspace)] : []),
            ...envVars.diagnostics,
            ...diagnostics,
            ...settingsNeverUpdated(inputs),
        ],
    };
}
/** Defaults of the test inputs. The code that reads these inputs is loaded only if one of them has another value. */
const testDefaults = {
    'test-input': '',
    'test-timeout': '300',
    'test-memory': '',
    'test-max-charge-usd': '',
    'test-min-items': '1',
    promote: 'true',
};
async function readTest(raw, context, errors) {
    const isPlain = Object.entries(testDefaults).every(([name, value]) => ['', value].includes(raw.text(name)));
    if (isPlain)
        return undefined;
    const { readTestInputs } = await __nccwpck_require__.e(/* import() */ 852).then(__nccwpck_require__.bind(__nccwpck_require__, 7852));
    const test = await readTestInputs(raw, context, errors);
    // Without a test run, its other inputs have no effect.
    return test.run === undefined && test.promote ? undefined : test;
}
function settingsNeverUpdated({ actorSettings, build, waitForFinishSecs }) {
    if (actorSettings === undefined || !build || waitForFinishSecs !== 0)
        return [];
    const message = 'The settings in actor-settings are not updated, because the step does not wait for the build (wait-for-finish: 0). They are updated only after a successful build.';
    return [{ level: 'warning', message }];
}
/**
 * Parses actor.json.
 * @returns undefined if it is not valid, or if required values are missing. In these cases, adds errors.
 */
function readDefinition(raw, { workspace, text }, { plain, secret }, errors) {
    const [actorId, version, buildTag] = ['actor-id', 'version', 'build-tag'].map((name) => raw.text(name) || undefined);
    const variables = [...plain.lines, ...secret.lines.filter(({ isReferenceOnly }) => !isReferenceOnly)];
    const parse = (actorJson) => parseActorDefinition(actorJson, (0,read_actor_json/* pathForMessages */.d)(workspace, '.actor', 'actor.json'), {
        replaced: { name: actorId !== undefined, version: version !== undefined, buildTag: buildTag !== undefined },
        replacedEnvVars: new Set(variables.map(({ name }) => name)),
    });
    const definition = text === undefined ? undefined : (0,build_errors/* collectErrors */.ul)(errors)(() => parse(text));
    if (text !== undefined && definition === undefined)
        return undefined;
    const missing = missingFromTarget({ actorId, version, buildTag }, definition);
    if (missing.length === 0)
        return { definition };
    errors.push(definition === undefined ? missingFile(workspace, missing) : missingFields(definition.file, missing));
    return definition && { definition };
}
/** Finds invalid lines in the `files` input. */
async function checkPatterns({ source }, errors) {
    const lines = source !== undefined && 'patterns' in source ? source.patterns.filter((line) => line !== '**') : [];
    if (lines.length === 0)
        return;
    const { findMistakes } = await __nccwpck_require__.e(/* import() */ 399).then(__nccwpck_require__.bind(__nccwpck_require__, 9399));
    errors.push(...findMistakes(lines));
}
/** Finds the places of the files to deploy, and mistakes in the paths for Docker, even if actor.json has other mistakes. */
async function findPlaces({ source, checks }, workspace, paths) {
    if (source === undefined || !('patterns' in source))
        return undefined;
    return findUploadPlaces(workspace, paths, checks !== 'off');
}
/** Checks the Actor's schemas and the `actor-settings` file. Reads only files in the workspace. */
async function checkFiles({ checks, actorSettings, source }, { workspace, shown: folder }, text) {
    const isChecked = checks !== 'off' && (0,deploy_inputs/* isCheckedOut */.k)(source) && text !== undefined;
    const found = isChecked ? await checkDefinition({ workspace, folder, text }) : [];
    const problems = checks === 'strict' ? found.map((problem) => ({ ...problem, level: 'error' })) : found;
    if (actorSettings === undefined)
        return { problems, settings: undefined };
    const { readSettings } = await __nccwpck_require__.e(/* import() */ 429).then(__nccwpck_require__.bind(__nccwpck_require__, 3429));
    const file = await readSettings({ workspace, folder, path: actorSettings });
    return { problems: [...problems, ...file.problems], settings: file.settings };
}

// EXTERNAL MODULE: ./build/runner/git.js + 1 modules
var git = __nccwpck_require__(6299);
// EXTERNAL MODULE: ./build/actions/connection.js
var connection = __nccwpck_require__(7862);
;// CONCATENATED MODULE: ./build/actions/deploy/context.js



function createContext(context, { lines, secrets }) {
    const { raw, report, state, cancellation } = context;
    return {
        ...context,
        lines,
        secrets,
        git: (0,git/* createGit */.lD)(raw.environment),
        jobTools: {
            clock: clock/* systemClock */.m,
            signal: cancellation.signal,
            onLine: report.line,
            onProgress: report.line,
            onWarning: (message) => state.report({ level: 'warning', message }),
        },
        recordUpdate: ({ written: added, archiveUrl: _archiveUrl, ...news }) => {
            const { written } = state.current;
            if (added !== undefined)
                report.line(`Wrote ${added}`);
            state.record({ ...news, written: added === undefined ? written : [...written, added] });
        },
        stage: async (title, run) => {
            cancellation.signal.throwIfAborted();
            const start = clock/* systemClock */.m.now();
            try {
                return await report.group(title, run);
            }
            finally {
                // An error of an output would replace the error of the stage.
                state.add({ times: [...state.current.times, { stage: title, ms: clock/* systemClock */.m.now() - start }] });
            }
        },
        connect: async (inputs, signals) => {
            const { createApifyApi } = await Promise.all(/* import() */[__nccwpck_require__.e(296), __nccwpck_require__.e(187), __nccwpck_require__.e(763)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8763));
            return createApifyApi((0,connection/* connectionOf */.a)(context, inputs, signals));
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy/finish.js



/** The maximum number of problems in the summary. Redacting tens of thousands would take seconds. */
const finish_MOST_PROBLEMS = 2_000;
/** Adds problems to the state without secrets, because an output contains them. */
function recordProblems({ report, state }, added) {
    const { problems = [], problemCount = 0 } = state.current;
    const withoutSecrets = ({ message, hint, pointer, ...problem }) => ({
        ...problem,
        message: report.withoutSecrets(message),
        hint: report.withoutSecrets(hint),
        pointer: report.withoutSecrets(pointer),
    });
    const shown = added.slice(0, finish_MOST_PROBLEMS - problems.length).map(withoutSecrets);
    state.record({ problems: [...problems, ...shown], problemCount: problemCount + added.length });
}
/**
 * Records the problems that an error lists.
 * @returns a description of the changes that were made before the step stopped; undefined if there are none.
 */
function changesOf(context, error) {
    try {
        if (error instanceof build_errors/* ActionError */.lZ && error.problems.length > 0)
            recordProblems(context, error.problems);
    }
    catch (second) {
        // Outputs cannot be written, but the step fails anyway.
        context.report.debug((0,build_errors/* messageOf */.bD)(second));
    }
    const { written, writing, version } = context.state.current;
    const isCanceled = error instanceof runner_cancellation/* CancelledError */.cc;
    if (!isCanceled && (written.length === 0 || version !== undefined))
        return undefined;
    const parts = [
        ...(written.length === 0
            ? []
            : [`Already written before the step ${isCanceled ? 'was canceled' : 'failed'}: ${(0,build_text/* listSome */.XT)(written)}.`]),
        ...(isCanceled && writing !== undefined
            ? [`${(0,build_text/* capitalize */.ZH)(writing)} may or may not have been written: Apify did not respond.`]
            : []),
    ];
    return parts.join(' ') || 'Nothing was written to Apify.';
}

// EXTERNAL MODULE: ./build/actions/actor-facts.js
var actor_facts = __nccwpck_require__(9599);
;// CONCATENATED MODULE: ./build/actions/deploy/format-plan.js




/** Lists the planned changes, one per line, with names and sizes but without values. Pure. */
function formatPlan(plan, body, next) {
    const { request, creates } = plan;
    const { versionNumber } = request.target;
    const actor = (0,build_text/* escapeLogLine */._P)(request.actorId.replace('~', '/'));
    const standby = request.definition?.usesStandbyMode === true ? ' with Standby mode' : '';
    return [
        ...(creates === 'actor' ? [`Create the Actor ${actor}${standby}`] : []),
        `${creates === undefined ? 'Update' : 'Create'} version ${versionNumber} of ${actor}`,
        `  Source: ${formatSource(body, next.fileCount)}`,
        `  Build tag: ${body.buildTag ?? (creates === undefined ? 'unchanged' : 'none')}`,
        ...(body.applyEnvVarsToBuild === undefined
            ? []
            : [`  Environment variables in builds: ${body.applyEnvVarsToBuild}`]),
        ...formatEnvVars(plan),
        next.build ? `Build the version${next.useCache ? '' : ' without the cache'}` : 'Do not build the version',
        ...formatTest(next.test, body.buildTag),
        // The action updates Standby mode only after it has seen the build succeed.
        ...(next.standbyIsSetByFile || (next.build && next.waitForFinishSecs === 0) ? [] : formatStandby(plan)),
        ...next.settings.map(build_text/* escapeLogLine */._P),
    ];
}
function formatTest(test, buildTag) {
    if (test === undefined)
        return [];
    const tag = buildTag === undefined ? 'the build tag' : `the tag ${buildTag}`;
    const input = test.run?.input.kind === 'prefill' ? 'the prefilled input' : 'the input of test-input';
    return [
        '  The tag candidate points to the build first',
        ...(test.run === undefined ? [] : [`Test the build with ${input}`]),
        test.promote ? `Point ${tag} to the build if it passes` : `Do not point ${tag} to the build`,
    ];
}
function formatEnvVars({ request, remote, creates, envVars }) {
    if (envVars.kind === 'one-by-one') {
        const written = new Set(envVars.writes.map(({ envVar }) => envVar.name));
        const stored = remote.kind === 'existing' ? (remote.envVars ?? []) : [];
        const kept = stored.filter(({ name }) => !written.has(name));
        return [
            '  Environment variables, updated one at a time to preserve existing secrets:',
            ...envVars.writes.map(({ action, envVar }) => formatEnvVar(envVar, action)),
            ...kept.map((envVar) => formatEnvVar(envVar, 'unchanged')),
        ];
    }
    if (envVars.envVars === undefined)
        return [`  Environment variables: ${creates === undefined ? 'unchanged' : 'none'}`];
    const isMergedLater = request.envVars.mode === 'merge' && remote.kind === 'unknown';
    const title = isMergedLater ? 'in addition to those on Apify' : 'the complete list';
    return [`  Environment variables (${title}):`, ...envVars.envVars.map((envVar) => formatEnvVar(envVar))];
}
function formatStandby({ request, creates, remote }) {
    const wanted = request.definition?.usesStandbyMode;
    if (wanted === undefined || creates === 'actor')
        return [];
    const line = wanted ? 'Enable Standby mode' : 'Disable Standby mode';
    const actor = remoteActor(remote);
    if (actor === undefined)
        return [`${line} if necessary`];
    return (0,actor_facts/* differsInStandby */.ub)(actor, wanted) ? [line] : [];
}
function formatSource(body, fileCount) {
    switch (body.sourceType) {
        case 'SOURCE_FILES':
            return `SOURCE_FILES, ${(0,build_text/* formatCount */.B4)(fileCount, 'file')}`;
        case 'GIT_REPO':
            return `GIT_REPO, ${shownUrl(body.gitRepoUrl)}`;
        case 'TARBALL':
            return body.tarballUrl === ''
                ? `TARBALL, an archive of ${(0,build_text/* formatCount */.B4)(fileCount, 'file')}`
                : `TARBALL, ${shownUrl(body.tarballUrl)}`;
        case 'GITHUB_GIST':
            return `GITHUB_GIST, ${shownUrl(body.gitHubGistUrl)}`;
    }
}
function formatEnvVar({ name, isSecret }, action) {
    const details = [...(isSecret ? ['secret'] : []), ...(action === undefined ? [] : [action])];
    return `    ${name}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}

;// CONCATENATED MODULE: ./build/actions/deploy/hidden-inputs.js




/** Returns all secrets, and the lines of variables that contain them. Cannot fail. */
function readHiddenInputs(raw) {
    const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
    const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
    const secrets = [...readStepSecrets(raw), ...secretsOf(secret)];
    const signatures = url_inputs/* urlInputs */.L2.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
    return {
        lines: { plain, secret },
        /** Secrets that deployed files must not contain. */
        secrets,
        /** Values that must not be printed: the secrets, and parts of URLs that deployed files may contain. */
        hidden: [...secrets, ...readProxySecrets(raw), ...signatures],
    };
}

// EXTERNAL MODULE: ./build/actions/deploy/state.js
var deploy_state = __nccwpck_require__(8652);
;// CONCATENATED MODULE: ./build/actions/deploy/outputs.js



/** Returns the outputs in action.yml that are known so far, formatted for the runner. */
function outputsOf(state) {
    const known = Object.entries(valuesOf(state)).filter((entry) => !isEmpty(entry[1]));
    const outputs = known.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
    const result = Object.fromEntries(known.map(([name, value]) => [camelCase(name), value]));
    return Object.fromEntries([...outputs, ['result', JSON.stringify(result)]]);
}
function valuesOf(state) {
    const { source, build, previousBuild, run } = state;
    const version = state.version ?? state.plan?.version;
    const url = version === undefined ? undefined : (0,api/* urlOf */.r)(version)?.url;
    return {
        'actor-id': (0,deploy_state/* knownActorId */.Q5)(state) ?? state.actorId,
        'actor-url': (0,deploy_state/* actorUrl */.Lg)(state),
        'version-number': version?.versionNumber,
        'source-type': version?.sourceType,
        'build-tag': version?.buildTag,
        'apply-env-vars-to-build': version?.applyEnvVarsToBuild,
        'source-url': url === undefined ? undefined : shownUrl(url),
        'source-file-count': source?.files?.count,
        'source-bytes': source?.files?.bytes,
        'env-var-names': envVarNames(state),
        created: state.created,
        'build-id': build?.id,
        'build-number': build?.buildNumber,
        'build-status': build?.status,
        'build-url': build === undefined ? undefined : (0,deploy_state/* buildUrl */.c$)(state),
        'previous-build-id': previousBuild?.id,
        'previous-build-number': previousBuild?.number,
        'run-id': run?.id,
        'run-status': run?.status,
        'run-url': (0,deploy_state/* runUrl */.Vp)(state),
        'dataset-item-count': state.itemCount,
        promoted: build === undefined ? undefined : (state.promoted ?? false),
        problems: state.problems && shortList(state.problems),
        'settings-changed': state.settings?.map(({ key }) => key),
    };
}
/**
 * GitHub limits the outputs of a job to 1 MB, and the `result` output also contains the problems.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 */
const outputs_MOST_PROBLEMS = 1_000;
const MOST_PROBLEM_BYTES = 300_000;
function shortList(problems) {
    let bytes = 0;
    return problems.slice(0, outputs_MOST_PROBLEMS).flatMap(({ hint: _hint, ...problem }) => {
        bytes += Buffer.byteLength(JSON.stringify(problem));
        return bytes > MOST_PROBLEM_BYTES ? [] : [problem];
    });
}
/** If a response has no variables, the version has none. If a plan has no variables, they are unknown. */
function envVarNames({ version, plan }) {
    const envVars = version === undefined ? plan?.version.envVars : (version.envVars ?? []);
    return envVars?.map(({ name }) => name);
}
function isEmpty(value) {
    return value === undefined || value === null || value === '';
}
function camelCase(name) {
    return name.replaceAll(/-([a-z])/g, (_all, letter) => letter.toUpperCase());
}

// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __nccwpck_require__(8445);
;// CONCATENATED MODULE: ./build/actions/deploy/read-remote.js





/** How long to wait for the account after the Actor is known, in milliseconds. Only links need the account. */
const ACCOUNT_MS = 1_000;
/** Sends the first requests: for the Actor, for the account, and for the variables if they must be merged. */
async function readRemote({ inputs, target, wanted }, tools) {
    const { state, signal } = tools;
    const { actor, versionNumber } = target;
    if (inputs.token === undefined) {
        return { actorId: actor.kind === 'given' ? actor.actorId : actor.name, remote: { kind: 'unknown' } };
    }
    const api = await tools.api();
    const needsEnvVars = mustReadStored(inputs.envVarsMode, wanted);
    const read = async (actorId) => {
        const remote = await readRemoteState(api, { actorId, versionNumber, needsEnvVars });
        // Recorded here, because reading the source may fail later.
        state.record(read_remote_factsOf(remote, target));
        return remote;
    };
    if (actor.kind === 'named') {
        const account = await api.getUser();
        const actorId = `${account.username}~${actor.name}`;
        state.record({ actorId, account });
        return { actorId, remote: await read(actorId) };
    }
    // Only links need the account, so a failure is ignored.
    const lookup = api.getUser({ once: true, signal }).catch(() => undefined);
    const remote = await read(actor.actorId);
    const account = (await (0,time_limit/* settlesWithin */.od)(lookup, ACCOUNT_MS, clock/* systemClock */.m)) ? await lookup : undefined;
    if (account !== undefined)
        state.record({ account });
    return { actorId: actor.actorId, remote };
}
function read_remote_factsOf(remote, { chosenTag, buildTag }) {
    const actor = remoteActor(remote);
    if (actor === undefined)
        return {};
    const tag = chosenTag ?? (remote.kind === 'existing' ? remote.version.buildTag : undefined) ?? buildTag;
    const previousBuild = tag ? (0,actor_facts/* buildOfTag */.Kf)(actor, tag) : undefined;
    const { id, name, username } = actor;
    return { actor: { id, name, username }, previousBuild };
}

;// CONCATENATED MODULE: ./build/actions/deploy/record-commit.js

/** Logs a failure only as a debug line, because nothing but the summary needs the commit. */
async function recordCommit({ git, raw, state, report, cancellation: { signal } }, { workspace }, { facts, content }) {
    if (content.kind === 'url' && facts.type !== 'GIT_REPO')
        return;
    const options = { cwd: workspace.workingDirectory, signal };
    const head = await git(['rev-parse', '--verify', 'HEAD'], options).catch(build_errors/* messageOf */.bD);
    if (typeof head === 'string' || head.kind !== 'ok') {
        report.debug(`Git could not read the commit: ${typeof head === 'string' ? head : head.kind}`);
        return;
    }
    const sha = head.stdout.toString().trim();
    const commit = raw.commit?.sha === sha ? raw.commit : { sha };
    if (content.kind === 'url')
        return state.record({ commit });
    const { countUncommittedFiles } = await __nccwpck_require__.e(/* import() */ 799).then(__nccwpck_require__.bind(__nccwpck_require__, 3799));
    const { files, selects, root } = content;
    const request = { files, selects, folder: root.folder, git, signal };
    const uncommitted = await countUncommittedFiles(request).catch((error) => {
        report.debug(`Git could not compare the files with the commit: ${(0,build_errors/* messageOf */.bD)(error)}`);
        return undefined;
    });
    state.record({ commit: uncommitted === undefined ? commit : { ...commit, uncommitted } });
}

;// CONCATENATED MODULE: ./build/actions/deploy/settings.js


/**
 * Updates the Actor's settings and its Standby mode. Call it only after the version is updated and the build, if any,
 * has succeeded and passed its test.
 * @param actor the latest response for the Actor; undefined for a new Actor, which was created with its Standby mode.
 */
async function updateActor(context, config, { actorId, actor }) {
    const { definition, inputs, settings } = config;
    const { state, cancellation } = context;
    const { buildResult, created } = state.current;
    if (inputs.build && buildResult !== 'succeeded') {
        // If the step does not wait for the build at all, a warning is printed at the start.
        if (settings === undefined || buildResult !== 'out-of-time')
            return;
        const message = 'The settings in actor-settings were not updated, because the build has not ended.';
        return state.report({ level: 'warning', message });
    }
    // The settings file replaces the property in actor.json.
    const usesStandbyMode = settings?.actorStandby === undefined ? definition?.usesStandbyMode : undefined;
    const isNew = actor === undefined || created === 'actor';
    if (usesStandbyMode !== undefined && !isNew && (0,actor_facts/* differsInStandby */.ub)(actor, usesStandbyMode)) {
        const { updateStandby } = await __nccwpck_require__.e(/* import() */ 651).then(__nccwpck_require__.bind(__nccwpck_require__, 3651));
        const api = await context.connect(inputs, { signal: cancellation.signal });
        state.report(...(await updateStandby(api, actor, usesStandbyMode)));
    }
    if (settings !== undefined)
        await context.stage('Actor settings', () => sendSettings(context, config, actorId));
}
async function sendSettings(context, config, actorId) {
    const { state, report, cancellation } = context;
    const { settings = {}, definition, inputs } = config;
    const { updateSettings, withStandby } = await __nccwpck_require__.e(/* import() */ 57).then(__nccwpck_require__.bind(__nccwpck_require__, 7057));
    const { formatSettingChanges } = await __nccwpck_require__.e(/* import() */ 119).then(__nccwpck_require__.bind(__nccwpck_require__, 1119));
    const api = await context.connect(inputs, { signal: cancellation.graceSignal, noMore: cancellation.signal });
    const all = withStandby(settings, definition?.usesStandbyMode);
    const beforeWrite = () => {
        cancellation.signal.throwIfAborted();
        context.recordUpdate({ writing: "the Actor's settings" });
    };
    const live = liveSentence(state.current);
    const changes = await updateSettings(api, actorId, { settings: all, live, beforeWrite });
    context.recordUpdate({ writing: undefined, ...(changes.length === 0 ? {} : { written: "the Actor's settings" }) });
    state.record({ settings: changes });
    const lines = changes.length === 0 ? ['The settings on Apify are the same'] : formatSettingChanges(changes);
    for (const line of lines)
        report.line(line);
}
function liveSentence({ build, version, promoted, target }) {
    if (build === undefined)
        return `Version ${version?.versionNumber ?? ''} is updated.`;
    const tag = target?.chosenTag ?? version?.buildTag;
    const isLive = promoted === true || !tag;
    return `Build ${build.buildNumber} ${isLive ? 'is live' : 'succeeded'}${tag && isLive ? ` as ${tag}` : ''}.`;
}
/** Returns lines for the plan; none if the step will not update the settings. */
async function planSettings({ settings, definition, inputs }, remote) {
    if (settings === undefined || (inputs.build && inputs.waitForFinishSecs === 0))
        return [];
    const { compareSettings, withStandby } = await __nccwpck_require__.e(/* import() */ 57).then(__nccwpck_require__.bind(__nccwpck_require__, 7057));
    const { formatSettingChanges } = await __nccwpck_require__.e(/* import() */ 119).then(__nccwpck_require__.bind(__nccwpck_require__, 1119));
    const all = withStandby(settings, definition?.usesStandbyMode);
    const changes = remote.kind === 'unknown'
        ? Object.entries(all).map(([key, after]) => ({ key, after: after }))
        : compareSettings(all, { ...remoteActor(remote) });
    const lines = formatSettingChanges(changes).map((line) => `  ${line}`);
    return lines.length === 0 ? ["The Actor's settings do not differ"] : ["Update the Actor's settings", ...lines];
}

;// CONCATENATED MODULE: ./build/actions/deploy/main.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});






















/** Runs all stages in order. Sets the exit code to 1 if it fails. */
async function run() {
    const raw = readRawInputs();
    const hidden = readHiddenInputs(raw);
    const loadSummary = () => __nccwpck_require__.e(/* import() */ 625).then(__nccwpck_require__.bind(__nccwpck_require__, 5625));
    const action = { raw, secrets: hidden.hidden, initial: deploy_state/* initialState */.ue, outputsOf: outputsOf, loadSummary, changesOf: changesOf };
    await runAction(action, (context) => deploy(createContext(context, hidden)));
}
async function deploy(context) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { state, stage } = context;
        const cleanup = __addDisposableResource(env_1, new AsyncDisposableStack(), true);
        const config = await stage('Inputs', () => readInputsAndDefinition(context));
        const gathered = await stage('Source', () => readSourceAndRemote(context, config));
        const { source, remote, actorId } = gathered;
        const { plan, prepared } = await stage('Plan', async () => {
            const plan = planFrom(config, gathered);
            state.report(...plan.diagnostics);
            const prepared = await prepareSource(sourceRequest(context, config), source, bytesWithoutFiles(plan));
            cleanup.defer(() => removeArchive(prepared));
            await showPlan(context, config, { plan, prepared, fileNames: source.fileNames });
            return { plan, prepared };
        });
        if (config.inputs.dryRun)
            return recordCommit(context, config, source);
        await stage('Version update', () => update(context, config, { plan, prepared }));
        const commit = recordCommit(context, config, source);
        try {
            // Loaded only now, because the version update does not need it.
            const { build } = await Promise.all(/* import() */[__nccwpck_require__.e(624), __nccwpck_require__.e(550)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3550));
            const tagged = config.inputs.build ? await stage('Build', () => build(context, config, actorId)) : undefined;
            if (config.test !== undefined && state.current.buildResult === 'succeeded') {
                const { testAndPromote } = await Promise.all(/* import() */[__nccwpck_require__.e(296), __nccwpck_require__.e(187), __nccwpck_require__.e(624), __nccwpck_require__.e(464)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6464));
                await testAndPromote(context, { config, test: config.test, actorId });
            }
            // The Actor's own settings are updated only after the build and the test have succeeded.
            await updateActor(context, config, { actorId, actor: tagged ?? remoteActor(remote) });
        }
        finally {
            await commit;
        }
        logResult(context);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
async function readInputsAndDefinition(context) {
    const { raw, state, report } = context;
    const config = await readConfig(raw, context.lines);
    const { inputs, target, wanted, definition } = config;
    const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
    report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'unchanged'}`);
    if (definition !== undefined)
        report.line(`Read ${definition.file}`);
    state.report(...useProxy(raw.environment), ...config.diagnostics);
    report.problems(config.problems);
    state.record({
        dryRun: inputs.dryRun,
        target,
        envVars: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
        ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
    });
    recordProblems(context, config.problems);
    return config;
}
/** Reads the files and sends the first requests in parallel. If one of them fails, the other is canceled. */
async function readSourceAndRemote(context, config) {
    const { state, report, cancellation } = context;
    const stop = new AbortController();
    const signal = AbortSignal.any([cancellation.signal, stop.signal]);
    try {
        const [source, found] = await Promise.all([
            readSource(sourceRequest(context, config, signal)),
            readRemote(config, { state, api: () => context.connect(config.inputs, { signal }), signal }),
        ]);
        const { facts, diagnostics } = source;
        if (facts.files === undefined)
            report.line(`${facts.type}: ${facts.url ?? ''}`);
        else
            report.line(`${(0,build_text/* formatCount */.B4)(facts.files.count, 'file')}, ${(0,build_text/* formatBytes */.z3)(facts.files.bytes)}`);
        state.report(...diagnostics);
        state.record({ source: facts });
        return { source, ...found };
    }
    finally {
        stop.abort();
    }
}
function sourceRequest({ raw, secrets, git, cancellation }, { inputs, workspace, definition, places }, signal = cancellation.signal) {
    const { temporaryFolder } = raw;
    return { source: inputs.source, workspace, definition, places, secrets, git, temporaryFolder, signal };
}
function planFrom(config, { remote, actorId }) {
    const { inputs, target, definition, wanted } = config;
    const { createIfMissing, dryRun, isSourceChosen, applyEnvVarsToBuild } = inputs;
    const envVars = { mode: inputs.envVarsMode, wanted };
    const allowed = { createIfMissing, dryRun, isSourceChosen };
    return planUpdate({ target, actorId, definition, envVars, applyEnvVarsToBuild, ...allowed }, remote);
}
/** The maximum number of files to log. A dry run logs all files. */
const SHOWN_FILES = 50;
async function showPlan({ state, report }, config, { plan, prepared, fileNames }) {
    const { inputs, test } = config;
    state.report(...prepared.diagnostics);
    state.record({ source: prepared.facts });
    if (inputs.token === undefined) {
        const message = 'No token was provided, so this plan is based only on local files. Runs of pull requests from forks and of Dependabot do not receive secrets.';
        state.report({ level: 'warning', message });
    }
    const body = versionBody(plan, plannedSource(prepared.source));
    const standbyIsSetByFile = config.settings?.actorStandby !== undefined;
    const settings = await planSettings(config, plan.remote);
    const lines = formatPlan(plan, body, { ...inputs, test, fileCount: fileNames.length, settings, standbyIsSetByFile });
    const files = (inputs.dryRun ? fileNames : fileNames.slice(0, SHOWN_FILES)).map(build_text/* visible */.RK);
    const rest = fileNames.length - files.length;
    const list = files.length === 0 ? [] : ['Files:', ...files.map((name) => `  ${name}`)];
    report.line([...lines, ...list, ...(rest === 0 ? [] : [`  and ${rest} more`])].join('\n'));
    const version = plannedVersion(plan, body);
    if (inputs.dryRun)
        state.record({ plan: { lines, files, version, creates: plan.creates } });
}
async function update(context, { inputs }, { plan, prepared }) {
    const { state, report, cancellation } = context;
    const { source } = prepared;
    const { signal, graceSignal } = cancellation;
    const version = await updateVersion(plan, source, {
        // After a cancellation, the current request has a few seconds to report whether it succeeded.
        api: await context.connect(inputs, { signal: graceSignal, noMore: signal }),
        uploadApi: await context.connect(inputs, { signal }),
        clock: clock/* systemClock */.m,
        signal,
        log: state.report,
        record: (news) => {
            if (news.archiveUrl !== undefined)
                report.hide(archiveSecrets(news.archiveUrl));
            context.recordUpdate(news);
        },
    });
    state.record({ version });
    if (source.kind !== 'url')
        checkActorPath(version, source);
}
function archiveSecrets(url) {
    return [url, ...secretParameters(url)].map((value) => ({ name: 'tarballUrl', value }));
}
function logResult({ state, report }) {
    const page = (0,deploy_state/* buildUrl */.c$)(state.current) ?? (0,deploy_state/* actorUrl */.Lg)(state.current);
    report.line(`${describeResult(state.current)}${page === undefined ? '' : `: ${page}`}`);
}
function describeResult({ build, buildResult, version, promoted, run }) {
    const updated = `Updated version ${version?.versionNumber}`;
    if (build === undefined)
        return updated;
    if (buildResult !== 'succeeded')
        return `${updated}; build ${build.buildNumber} is ${build.status}`;
    if (promoted === true)
        return `Deployed build ${build.buildNumber}`;
    return `Build ${build.buildNumber} ${run === undefined ? 'succeeded' : 'passed its test run'}`;
}


/***/ }),

/***/ 8652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lg: () => (/* binding */ actorUrl),
/* harmony export */   Me: () => (/* binding */ CANDIDATE),
/* harmony export */   Q5: () => (/* binding */ knownActorId),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   c$: () => (/* binding */ buildUrl),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   ue: () => (/* binding */ initialState)
/* harmony export */ });
/* harmony import */ var _actor_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9599);

const initialState = { dryRun: false, written: [], diagnostics: [], times: [] };
/** The tag of a build that is tested or will be promoted later. */
const CANDIDATE = 'candidate';
/** Returns the version's build tag, as set by an input or actor.json, or the current one. */
function tagOf({ target, version, plan }) {
    return target?.chosenTag ?? (version?.buildTag || plan?.version.buildTag || undefined) ?? target?.buildTag;
}
/** Returns the Actor's ID if a response contained it. */
function knownActorId({ actor, build }) {
    return [actor?.id, build?.actId].find((id) => typeof id === 'string' && /^[A-Za-z0-9]+$/.test(id)) ?? undefined;
}
/** Returns undefined if no response contained the Actor's ID. */
function actorUrl(state) {
    const id = knownActorId(state);
    return id === undefined ? undefined : (0,_actor_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .consoleUrl */ .B9)(id, state.account);
}
function buildUrl(state, buildNumber = state.build?.buildNumber) {
    const page = actorUrl(state);
    if (page === undefined || buildNumber === undefined)
        return undefined;
    return `${page}#/builds/${encodeURIComponent(buildNumber)}`;
}
/** Returns the URL of the test run. */
function runUrl(state) {
    const page = actorUrl(state);
    if (page === undefined || state.run === undefined)
        return undefined;
    return `${page}/runs/${encodeURIComponent(state.run.id)}`;
}


/***/ }),

/***/ 1184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $4: () => (/* binding */ readVersion),
/* harmony export */   $P: () => (/* binding */ readBaseUrl),
/* harmony export */   AI: () => (/* binding */ readToken),
/* harmony export */   B9: () => (/* binding */ tokenOf),
/* harmony export */   JG: () => (/* binding */ readBuildTag),
/* harmony export */   Qm: () => (/* binding */ wrong),
/* harmony export */   bf: () => (/* binding */ readWholeNumber),
/* harmony export */   lN: () => (/* binding */ readActorId),
/* harmony export */   u1: () => (/* binding */ describeBaseUrl),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _apify_value_rules_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4193);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(977);



/** Creates the error for one input. @param problem completes a sentence that begins with `The version input`. */
function wrong(name, problem, hint) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`The ${name} input ${problem}`, { hint });
}
const tokenPage = 'https://console.apify.com/settings/integrations';
/** Returns the `token` input, or APIFY_TOKEN if the input is empty; empty if neither is set. */
function tokenOf(raw) {
    return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}
/** Returns the token; undefined in a dry run without a token. @throws ActionError */
function readToken(raw, dryRun) {
    const token = tokenOf(raw);
    if (token === '' && dryRun)
        return undefined;
    if (token === '') {
        throw wrong('token', 'is empty, and the step has no APIFY_TOKEN variable', `Create a token at ${tokenPage}, store it as a repository secret, and pass \${{ secrets.APIFY_TOKEN }}. Pull requests from forks and Dependabot do not receive secrets: deploy on push, or use dry-run for them.`);
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
        const problem = 'contains white space or characters that are not in Apify tokens';
        throw wrong('token', problem, `Copy the token again from ${tokenPage}.`);
    }
    return token;
}
/** Reads an ID or `username~name`; undefined if the text is empty. @throws ActionError */
function readActorId(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text))
        return text.replace('/', '~');
    if (/^[A-Za-z0-9._-]{1,100}$/.test(text)) {
        const hint = `Add the account: username/${text}. If actor.json contains the name, you can also remove this input.`;
        throw wrong('actor-id', `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, a name without an account`, hint);
    }
    const problem = `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, which is not a valid Actor ID or username/name`;
    throw wrong('actor-id', problem, 'Use the ID from Apify Console, or username/name.');
}
/** Reads a version in the form `MAJOR.MINOR`; undefined if the text is empty. @throws ActionError */
function readVersion(text) {
    if (text === '' || (0,_apify_value_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .isVersionNumber */ .i3)(text))
        return text || undefined;
    throw wrong('version', `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, not MAJOR.MINOR`, versionHint(text));
}
function versionHint(text) {
    const long = `${text}.0`;
    if ((0,_apify_value_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .isVersionNumber */ .i3)(long)) {
        return `Quote the version in the workflow: version: '${long}'. YAML reads an unquoted ${long} as the number ${text}.`;
    }
    const short = (0,_apify_value_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOfThreeParts */ .CI)(text);
    if (short !== undefined)
        return `Use '${short}'. ${_apify_value_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .THREE_PARTS_HINT */ .ko}`;
    return "Use two numbers from 0 to 99 without leading zeros: '1.2'.";
}
/** Returns undefined if the text is empty. @throws ActionError */
function readBuildTag(text) {
    if ((0,_apify_value_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .isBuildTag */ .FE)(text))
        return text || undefined;
    const problem = `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, which is not a valid tag`;
    throw wrong('build-tag', problem, 'Use a tag without white space or control characters: beta.');
}
/** Reads one of the allowed values; undefined if the text is empty. @throws ActionError */
function oneOf(name, text, allowed) {
    if (text === '')
        return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined) {
        throw wrong(name, `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, which is not supported`, `Use one of ${allowed.join(', ')}.`);
    }
    return found;
}
/**
 * Reads a boolean in the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution.
 * @throws ActionError
 */
function boolean(name, text, otherwise) {
    if (text === '')
        return otherwise;
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw wrong(name, `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, not a boolean`, 'Use true or false.');
}
/** Reads a whole number; undefined if the text is empty. @throws ActionError */
function readWholeNumber(name, text, { least = 0, most = 999_999, hint }) {
    if (text === '')
        return undefined;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most)
        return value;
    throw wrong(name, `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)}, not a whole number from ${least} to ${most}`, hint);
}
const DEFAULT_BASE_URL = 'https://api.apify.com';
/** Reads the URL of the API and removes a trailing `/` or `/v2`. @throws ActionError */
function readBaseUrl(raw) {
    const input = raw.text('api-base-url');
    const variable = (raw.environment['APIFY_CLIENT_BASE_URL'] ?? '').trim();
    const url = URL.parse(input || variable || DEFAULT_BASE_URL);
    const subject = input === '' ? 'The APIFY_CLIENT_BASE_URL variable' : 'The api-base-url input';
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`${subject} is not an http or https URL`, { hint: `Use a URL such as ${DEFAULT_BASE_URL}.` });
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`${subject} contains user information, a query or a fragment`, {
            hint: 'Use only the scheme, host and path. Put the token into the token input.',
        });
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}
/** Hosts of the runner itself, as they appear in URLs. IPv4 addresses in IPv6 have two hexadecimal parts. */
const LOOPBACK = /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
/** Diagnostics about the URL of the API: a custom host, and a token that is sent without encryption. */
function describeBaseUrl(apiBaseUrl, isFromEnvironment) {
    if (apiBaseUrl === DEFAULT_BASE_URL)
        return [];
    const { protocol, host, hostname } = new URL(apiBaseUrl);
    const isLoopback = LOOPBACK.test(hostname);
    const diagnostics = [];
    if (host !== new URL(DEFAULT_BASE_URL).host) {
        // An earlier step may have set the variable unnoticed.
        const setBy = isFromEnvironment ? ' (set by APIFY_CLIENT_BASE_URL)' : '';
        const message = `The API server is ${apiBaseUrl}${setBy}, not ${DEFAULT_BASE_URL}`;
        diagnostics.push({ level: 'info', message });
    }
    if (protocol === 'http:' && !isLoopback) {
        const message = `${apiBaseUrl} is not encrypted, so others on the network can read the token. Use https.`;
        diagnostics.push({ level: 'warning', message });
    }
    return diagnostics;
}


/***/ }),

/***/ 5983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CU: () => (/* binding */ checkUrl),
/* harmony export */   L2: () => (/* binding */ urlInputs),
/* harmony export */   gp: () => (/* binding */ urlSources)
/* harmony export */ });
/** The input that contains the URL for each source type. */
const urlInputOf = {
    GIT_REPO: 'git-repo-url',
    TARBALL: 'tarball-url',
    GITHUB_GIST: 'github-gist-url',
};
const urlSources = Object.entries(urlInputOf);
const urlInputs = Object.values(urlInputOf);
/** Control characters. `git-repo-url` may contain spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f]/;
/** `https://host/…`, `ssh://git@host/…` and similar, or `git@host:owner/name`. */
const GIT_URL = /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
const GIST_URL = /^https:\/\/gist\.github\.com\/[^/]+\/[^/]+/;
const hints = {
    'git-repo-url': 'Use https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private repository. To select a branch and a folder, add #BRANCH:FOLDER.',
    'tarball-url': 'Use a URL from which Apify can download the archive. To upload the files of the checkout instead, remove this input and set source-type: TARBALL.',
    'github-gist-url': 'Use the URL of the Gist: https://gist.github.com/OWNER/ID.',
};
/** Returns the problem with a URL and a hint; undefined if the URL is valid. */
function checkUrl(input, text) {
    const hint = hints[input];
    if (input === 'git-repo-url') {
        const isValid = GIT_URL.test(text) && !CONTROLS.test(text) && (!/^[a-z+]+:\/\//i.test(text) || URL.canParse(text));
        return isValid ? undefined : { problem: 'is not the URL of a Git repository', hint };
    }
    const url = WEB_URL.test(text) ? URL.parse(text) : null;
    if (url === null)
        return { problem: 'is not an http or https URL', hint };
    if (input === 'tarball-url' || GIST_URL.test(`${url.origin}${url.pathname}`))
        return undefined;
    return { problem: 'is not the URL of a Gist', hint };
}


/***/ }),

/***/ 6271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R4: () => (/* binding */ findKeyPlaces),
/* harmony export */   lr: () => (/* binding */ MAX_DEPTH),
/* harmony export */   po: () => (/* binding */ findSyntaxError)
/* harmony export */ });
/** Finds positions in JSON text. One pass is enough for any number of positions. */
/** The maximum nesting depth. Real definitions have about ten levels, and recursive code overflows at thousands. */
const MAX_DEPTH = 100;
/**
 * Returns the positions of keys in valid JSON. If a path does not exist, returns the position of its deepest existing
 * key, or the start of the text.
 */
function findKeyPlaces(text, paths) {
    const root = { offset: -1, children: new Map() };
    for (const path of paths) {
        let node = root;
        for (const key of path) {
            const child = node.children.get(key) ?? { offset: -1, children: new Map() };
            node.children.set(key, child);
            node = child;
        }
    }
    scan(text, root);
    const offsets = paths.map((path) => {
        let node = root;
        for (const key of path) {
            const child = node.children.get(key);
            // If a key occurs twice, the last one counts. Children of the first one come before it.
            if (child === undefined || child.offset <= node.offset)
                break;
            node = child;
        }
        return Math.max(0, node.offset);
    });
    return positionsOf(text, offsets);
}
/** Returns the first syntax error, including nesting that is too deep. Returns undefined if the text is valid. */
function findSyntaxError(text) {
    const found = scan(text, undefined);
    if (found === undefined)
        return undefined;
    const [position = { line: 1, column: 1 }] = positionsOf(text, [found.offset]);
    return { ...position, problem: found.problem };
}
/** Reads JSON text from start to end and sets the offsets of the nodes. */
function scan(text, root) {
    let at = 0;
    const next = () => {
        while (' \t\n\r'.includes(text[at] ?? '-'))
            at += 1;
        return text[at];
    };
    /** Reads a string, a number, `true`, `false` or `null`. */
    const readToken = () => {
        const isString = text[at] === '"';
        const end = isString ? endOfString(text, at) : endOfLiteral(text, at);
        if (end < 0)
            return isString ? { offset: ~end, problem: 'an invalid string' } : unexpected(text, at);
        at = end;
        return undefined;
    };
    /** Reads a key and the colon after it. */
    const readKey = (node) => {
        const start = at;
        const mistake = text[at] === '"' ? readToken() : unexpected(text, at);
        if (mistake !== undefined)
            return mistake;
        const child = node?.children.get(JSON.parse(text.slice(start, at)));
        if (next() !== ':')
            return unexpected(text, at);
        at += 1;
        return { child };
    };
    const readValue = (node, depth) => {
        const char = next();
        if (char !== '[' && char !== '{')
            return readToken();
        if (depth === MAX_DEPTH)
            return { offset: at, problem: `more than ${MAX_DEPTH} levels of nesting` };
        at += 1;
        const end = char === '[' ? ']' : '}';
        for (let index = 0; index > 0 || next() !== end; index += 1) {
            next();
            const start = at;
            const found = char === '[' ? { child: node?.children.get(String(index)) } : readKey(node);
            if ('problem' in found)
                return found;
            if (found.child !== undefined)
                found.child.offset = start;
            const mistake = readValue(found.child, depth + 1);
            if (mistake !== undefined)
                return mistake;
            if (next() === end)
                break;
            if (text[at] !== ',')
                return unexpected(text, at);
            at += 1;
        }
        at += 1;
        return undefined;
    };
    return readValue(root, 0) ?? (next() === undefined ? undefined : unexpected(text, at));
}
/** Returns the offset after the string; `~offset` of the error if the string is not valid. */
function endOfString(text, start) {
    for (let at = start + 1;; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 0x22)
            return at + 1;
        if (Number.isNaN(code) || code < 0x20)
            return ~at;
        if (code !== 0x5c)
            continue;
        if (/^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(text.slice(at + 1, at + 6)))
            at += 1;
        else
            return ~at;
    }
}
/** Returns the offset after a number, `true`, `false` or `null`. Returns a negative number for other text. */
function endOfLiteral(text, start) {
    const literal = /[-+.\w]*/y;
    literal.lastIndex = start;
    const [word = ''] = literal.exec(text) ?? [];
    const isValid = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/.test(word);
    return isValid ? start + word.length : -1;
}
function unexpected(text, offset) {
    const rest = text.slice(offset, offset + 2);
    if (rest === '') {
        return { offset: text.trimEnd().length, problem: text.trim() === '' ? 'the file is empty' : 'the end of the file' };
    }
    if (/^(?:\/\/|\/\*|#)/.test(rest))
        return { offset, problem: 'a comment' };
    const before = text.slice(0, offset).trimEnd().length - 1;
    if (/^[}\]]/.test(rest) && text[before] === ',')
        return { offset: before, problem: 'a trailing comma' };
    const [character = ''] = rest;
    return { offset, problem: JSON.stringify(character) };
}
function positionsOf(text, offsets) {
    const positions = new Map();
    let line = 1;
    let lineStart = 0;
    const ends = /\r\n|\n|\r/g;
    let end = ends.exec(text);
    for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
        for (; end !== null && ends.lastIndex <= offset; end = ends.exec(text)) {
            line += 1;
            lineStart = ends.lastIndex;
        }
        positions.set(offset, { line, column: offset - lineStart + 1 });
    }
    return offsets.map((offset) => positions.get(offset) ?? { line: 1, column: 1 });
}


/***/ }),

/***/ 6367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ locateProblems),
/* harmony export */   z: () => (/* binding */ fileError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(977);
/* harmony import */ var _json_positions_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6271);



/** Adds lines and columns to problems in a JSON file, and sorts the problems by position. */
function locateProblems(file, text, problems) {
    const positions = (0,_json_positions_js__WEBPACK_IMPORTED_MODULE_2__/* .findKeyPlaces */ .R4)(text, problems.map(({ path }) => path));
    return problems
        .map(({ path, message, hint, level }, index) => ({
        file,
        ...(positions[index] ?? { line: 1, column: 1 }),
        pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
        message: `${path.map(shownKey).join('.') || 'The file'} ${message}`,
        hint,
        level,
    }))
        .sort((a, b) => a.line - b.line || a.column - b.column);
}
function shownKey(key) {
    return key.length > 200 ? `(a name of ${key.length} characters)` : (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(key);
}
/** Creates an error about a file as a whole. @param message completes a sentence that begins with the file. */
function fileError(message, { hint, place }) {
    const problem = { ...place, pointer: '', message: `The file ${message}`, hint, level: 'error' };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(`${place.file} ${message}`, { hint, place, problems: [problem] });
}


/***/ }),

/***/ 1857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xo: () => (/* binding */ listReferences),
/* harmony export */   ZM: () => (/* binding */ listFileValues),
/* harmony export */   cy: () => (/* binding */ defaultPlaces),
/* harmony export */   eB: () => (/* binding */ asObject),
/* harmony export */   tc: () => (/* binding */ isReplaced),
/* harmony export */   vh: () => (/* binding */ listDefaultFiles)
/* harmony export */ });
/**
 * Default paths of the files that actor.json can name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
const defaultPlaces = {
    dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
    readme: ['.actor/README.md', 'README.md'],
    changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
    // The lowercase names are used only by Apify's CLI and templates.
    input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
};
const keysOfFiles = 'dockerfile readme changelog input inputSchema output outputSchema webServerSchema'.split(' ');
/** Returns the values in actor.json that can be the path of a file. An object instead of a path is the content itself. */
function listFileValues(actorJson) {
    const storages = asObject(actorJson['storages']);
    return [
        ...keysOfFiles.map((key) => ({ keys: [key], value: actorJson[key] })),
        ...['dataset', 'keyValueStore'].map((key) => ({ keys: ['storages', key], value: storages[key] })),
        ...['datasets', 'keyValueStores'].flatMap((key) => Object.entries(asObject(storages[key])).map(([name, value]) => ({ keys: ['storages', key, name], value }))),
    ];
}
/** Whether a newer property replaces `inputSchema` or `outputSchema`, so that Apify ignores it. */
function isReplaced(key, actorJson) {
    return /^(?:in|out)putSchema$/.test(key) && (actorJson[key.replace('Schema', '')] ?? undefined) !== undefined;
}
/** Returns the paths of files that actor.json names. */
function listReferences(actorJson) {
    return listFileValues(actorJson).flatMap(({ keys, value }) => typeof value === 'string' ? [{ keys, written: value }] : []);
}
/** Returns actor.json and the default paths of the files that it does not name, relative to the Actor's folder. */
function listDefaultFiles(actorJson) {
    const isSet = (key) => (actorJson[key] ?? undefined) !== undefined;
    const defaults = Object.entries(defaultPlaces).flatMap(([key, places]) => 
    // `inputSchema` is the old name of `input`.
    isSet(key) || (key === 'input' && isSet('inputSchema')) ? [] : places);
    return ['.actor/actor.json', ...defaults];
}
/** Returns the value if it is an object, otherwise an empty object. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}


/***/ }),

/***/ 5016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ syntaxProblem),
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(977);
/* harmony import */ var _json_positions_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6271);


/** Parses JSON. Nesting of more than 100 levels is an error too. */
function parseJson(text) {
    try {
        if (!(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonDeeperThan */ .ZI)(text, _json_positions_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_DEPTH */ .lr))
            return { value: JSON.parse(text) };
    }
    catch {
        // The scanner's error message is better.
    }
    return { mistake: (0,_json_positions_js__WEBPACK_IMPORTED_MODULE_1__/* .findSyntaxError */ .po)(text) ?? { line: 1, column: 1, problem: 'a mistake' } };
}
/** Turns the syntax error in a file into a problem of the whole file. */
function syntaxProblem(file, { line, column, problem }) {
    const message = problem.startsWith('more than')
        ? `The file has ${problem}`
        : `The file is not valid JSON: ${problem}`;
    const hint = 'Write strict JSON in UTF-8: double quotes, no comments, no trailing commas.';
    return { file, line, column, pointer: '', message, hint, level: 'error' };
}


/***/ }),

/***/ 5475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ pathForMessages),
/* harmony export */   q: () => (/* binding */ readActorJson)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1340);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4565);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






/** Size limit in bytes. Apify accepts at most 3 MiB of files without an archive, and a definition has a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;
/** Size limit of a link in bytes. No operating system follows a longer link. */
const MOST_LINK_BYTES = 4096;
/**
 * Returns the path of a file in the working directory relative to the workspace, with `/` as separator, for messages
 * and annotations.
 */
function pathForMessages({ workspace, workingDirectory }, ...names) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workingDirectory, ...names)).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/');
}
/**
 * Reads the text of `.actor/actor.json` without its byte order mark; undefined if the file does not exist with this
 * exact spelling.
 * @throws ActionError if it is not a readable UTF-8 file in the workspace.
 */
async function readActorJson(folder) {
    const { workspace, workingDirectory } = folder;
    const shown = pathForMessages(folder, '.actor', 'actor.json');
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workingDirectory, '.actor', 'actor.json');
    const failed = (problem, hint, more = {}) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${shown} ${problem}`, {
        hint,
        place: { file: shown, ...(more.line === undefined ? {} : { line: more.line }) },
        cause: more.cause,
    });
    const textLink = (problem) => failed(`${problem} that Git has checked out as text`, 'Git does this on Windows if links are off. Run git config --global core.symlinks true before the checkout, or replace the link with the file.');
    const file = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, path, MAX_BYTES);
    switch (file.kind) {
        case 'missing':
            if (file.isBrokenLink) {
                const hint = 'Fix the link, or replace it with the file.';
                throw failed('is a link, or behind a link, whose target does not exist', hint);
            }
            if (await isTextLink(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)))
                throw textLink('is behind a link');
            return undefined;
        case 'outside':
            throw failed('is a link, or behind a link, that leads out of the workspace', 'Replace the link with the file.');
        case 'not-a-file':
            throw failed('is not a file', 'Replace it with a JSON file that defines the Actor.');
        case 'too-large': {
            const sizes = `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .formatBytes */ .z3)(file.size)} (${file.size} bytes); the limit is ${MAX_BYTES} bytes`;
            throw failed(sizes, 'Move schemas to files of their own.');
        }
        case 'unreadable':
            throw failed(`could not be read (${file.code})`, 'Give this step permission to read it.', { cause: file.cause });
        case 'read': {
            const { bytes } = file;
            if (!isSpelledSo(path, file.path))
                return undefined;
            if (!bytes.includes('{') && (await isTextLink(workspace, path)))
                throw textLink('is a link');
            if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
                return new TextDecoder().decode(bytes);
            // Each byte becomes one character, so that a line can be converted back to its bytes.
            const lines = bytes.toString('latin1').split('\n');
            const line = 1 + lines.findIndex((text) => !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(Buffer.from(text, 'latin1')));
            throw failed('is not UTF-8 text', 'Save it as UTF-8.', { line });
        }
    }
}
/** Checks the spelling, because Windows and macOS also find `.Actor/Actor.json`, but Apify does not. */
function isSpelledSo(path, real) {
    if (path === real)
        return true;
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    return (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .listNames */ .Zv)(folder).includes((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)) && (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .listNames */ .Zv)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)).includes((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder));
}
/** Whether a file contains nothing but a relative path to something that exists. */
async function isTextLink(workspace, path) {
    const file = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, path, MOST_LINK_BYTES);
    const text = file.kind === 'read' ? file.bytes.toString() : '';
    if (!/^[^\n{\0]+$/.test(text))
        return false;
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), text);
    if ((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isOnNetwork */ .y$)(target))
        return false;
    return (await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, target, 0)).kind !== 'missing';
}


/***/ }),

/***/ 7081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   MK: () => (/* binding */ warningAt),
/* harmony export */   Os: () => (/* binding */ errorAt)
/* harmony export */ });
function errorAt(path, message, hint) {
    return { level: 'error', path, message, hint };
}
function warningAt(path, message, hint) {
    return { level: 'warning', path, message, hint };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ wasMaybeCarriedOut),
/* harmony export */   UP: () => (/* binding */ ApifyApiError),
/* harmony export */   d7: () => (/* binding */ isApiError),
/* harmony export */   s8: () => (/* binding */ LostResponseError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9473);

class ApifyApiError extends Error {
    name = 'ApifyApiError';
    status;
    /** The error type of the API, such as `actor-not-found`; empty if the response has none. */
    type;
    /** The error message of the API. It is not escaped, because redaction would not find an escaped secret. */
    apiMessage;
    /** Method and path, such as `POST /v2/acts/janedoe~my-actor/versions/0.1`, without the query. */
    request;
    attempts;
    retryAfterMs;
    constructor(response) {
        const { status, type, apiMessage, request } = response;
        super(`${request} returned ${status}${type && ` ${type}`}: ${apiMessage}`);
        this.status = status;
        this.type = type;
        this.apiMessage = apiMessage;
        this.request = request;
        this.attempts = response.attempts;
        this.retryAfterMs = response.retryAfterMs;
    }
}
class LostResponseError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    outcome;
    attempts;
    constructor(message, more = {}) {
        super(message, more);
        this.outcome = more.outcome ?? 'lost';
        this.attempts = more.attempts ?? 1;
    }
}
/** Whether it is an API error with this status and type. If an argument is omitted, any value matches. */
function isApiError(error, status, type) {
    if (!(error instanceof ApifyApiError))
        return false;
    return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}
/** Whether the API may have processed the request: there was no usable response, or a server error. */
function wasMaybeCarriedOut(error) {
    if (error instanceof LostResponseError)
        return error.outcome !== 'not-sent';
    return error instanceof ApifyApiError && error.status >= 500;
}


/***/ }),

/***/ 6210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ taggedBuild),
/* harmony export */   r: () => (/* binding */ urlOf)
/* harmony export */ });
/** The parts of the Apify API that the actions use. All names are those of the API. https://docs.apify.com/api/v2 */
const urlFields = {
    GIT_REPO: 'gitRepoUrl',
    TARBALL: 'tarballUrl',
    GITHUB_GIST: 'gitHubGistUrl',
};
/** Returns the URL that the version uses. Apify keeps URLs of earlier source types, which have no effect. */
function urlOf(version) {
    const { sourceType } = version;
    if (!sourceType || sourceType === 'SOURCE_FILES')
        return undefined;
    const field = urlFields[sourceType];
    const url = version[field];
    return url ? { field, url } : undefined;
}
/** Returns the build that a tag points to. */
function taggedBuild({ taggedBuilds }, tag) {
    return Object.entries(taggedBuilds ?? {}).find(([name]) => name === tag)?.[1] ?? undefined;
}


/***/ }),

/***/ 5483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ explain),
/* harmony export */   e: () => (/* binding */ formatRetry)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(977);
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(757);



const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const statusPage = 'See https://status.apify.com, then run the job again.';
/** Hints for the error types of the API. https://docs.apify.com/api/v2#errors */
const byType = new Map([
    [
        'versions-size-exceeded',
        'All versions of the Actor together are too large. Delete old versions in Apify Console, upload an archive (source-type: TARBALL), or use a Git repository (source-type: GIT_REPO).',
    ],
    ['too-many-versions', 'Delete unused versions in Apify Console, or deploy to an existing version.'],
    ['too-many-actors', 'Delete unused Actors in Apify Console, or deploy to an existing Actor.'],
    [
        'concurrent-update-detected',
        'Another run or person kept changing the Actor at the same time. Run the job again, and add a concurrency group to the workflow.',
    ],
    [
        'insufficient-permissions',
        `Use an unscoped token with an expiration date. Tokens with limited permissions cannot update Actors. Create the token at ${tokens}.`,
    ],
    [
        'actor-memory-limit-exceeded',
        "Other builds and runs are using the account's memory. Run the job again later. If a matrix deploys several Actors, reduce max-parallel.",
    ],
    ['actor-name-not-unique', 'The account already has an Actor with this name. Change name in .actor/actor.json.'],
    ['not-enough-usage-to-run-paid-actor', `Check the account's plan and limits at ${billing}.`],
    ['monthly-usage-limit-too-low', `Raise the account's monthly usage limit at ${billing}.`],
    ['actor-disabled', "Check the Actor's page in Apify Console for the reason why it is disabled."],
    ['user-disabled', 'Sign in to Apify Console to find out why the account is disabled.'],
    ['page-not-found', 'Check api-base-url. The server has no API at this address.'],
    ['redirect', 'Check api-base-url. A redirect could send the token to another server.'],
]);
function byStatus(status) {
    switch (status) {
        case 400:
            return 'Check the inputs and .actor/actor.json. The message above names the value that the API rejected.';
        case 401:
            return `Check the token input. The secret may be empty, revoked or from another account. See ${tokens}.`;
        case 402:
            return `Check the account's plan and payment method at ${billing}.`;
        case 403:
            return `Use an unscoped token of the Actor's own account: ${tokens}.`;
        case 404:
            return "Check actor-id and version, and that the token's account can access the Actor.";
        case 405:
        case 415:
            return 'Check api-base-url, and any proxies that may change requests. The server does not support this request.';
        case 407:
            return 'Set HTTPS_PROXY to http://user:password@proxy.example.com:8080, because the proxy requires a user name and password.';
        case 408:
            return statusPage;
        case 409:
            return 'Check the Actor in Apify Console. Another run or person may have changed it.';
        case 413:
            return 'Exclude files with .actorignore, or use source-type: TARBALL or GIT_REPO.';
        case 429:
            return 'Run the job again later, with fewer jobs at the same time.';
        default:
            return status >= 500
                ? statusPage
                : 'See the message above and the description of the API at https://docs.apify.com/api/v2.';
    }
}
/**
 * All errors of the API have a type. An error without one may come from another server, so its status can be
 * misleading.
 */
function hintFor({ status, type }) {
    const isDoubtful = type === '' && (status === 403 || status === 404);
    const doubt = isDoubtful
        ? ' Also check api-base-url and any proxies: the response may not be from the Apify API.'
        : '';
    return byType.get(type) ?? byStatus(status) + doubt;
}
/** Turns any error into the message and hint that users see. */
function explain(error) {
    if (error instanceof _api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ApifyApiError */ .UP) {
        return { message: withAttempts(error), hint: hintFor(error), place: undefined };
    }
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) {
        const message = error instanceof _api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .LostResponseError */ .s8 ? withAttempts(error) : error.message;
        return { message, hint: error.hint, place: error.place };
    }
    return {
        message: `Unexpected error: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`,
        hint: 'This is a bug in the action. Report it, with the log of a run with debug logging.',
        place: undefined,
    };
}
function withAttempts({ message, attempts }) {
    return attempts > 1 ? `${message} (after ${attempts} attempts)` : message;
}
/** Formats the log line that announces a retry. @param attempts the number of attempts so far. */
function formatRetry(reason, attempts, delayMs) {
    const isConcurrent = (0,_api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .isApiError */ .d7)(reason, 403, 'concurrent-update-detected');
    const why = isConcurrent ? 'Another run or person is changing the Actor at the same time. ' : '';
    return `${why}${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageToGoOn */ .QG)(reason)}. Retrying in ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(delayMs)} (attempt ${attempts + 1})`;
}


/***/ }),

/***/ 4193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ NAME_RULE),
/* harmony export */   CI: () => (/* binding */ versionOfThreeParts),
/* harmony export */   CU: () => (/* binding */ MAX_VALUE_LENGTH),
/* harmony export */   EM: () => (/* binding */ MAX_NAME_LENGTH),
/* harmony export */   FE: () => (/* binding */ isBuildTag),
/* harmony export */   eh: () => (/* binding */ isSecretName),
/* harmony export */   i3: () => (/* binding */ isVersionNumber),
/* harmony export */   ko: () => (/* binding */ THREE_PARTS_HINT),
/* harmony export */   yV: () => (/* binding */ isEnvVarName)
/* harmony export */ });
/** Rules for values that the Apify API accepts. The limits for environment variables are the same as in Apify's CLI. */
const MAX_NAME_LENGTH = 100;
/** In UTF-16 code units, as counted by JavaScript's `length` and by Apify's CLI. An emoji counts as two or more. */
const MAX_VALUE_LENGTH = 50_000;
const NAME_RULE = 'letters, digits and underscores, not starting with a digit';
/** Whether the text contains only letters, digits and `_`, and does not start with a digit. Its length is ignored. */
function isEnvVarName(text) {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
/** Whether the text is valid for a secret that only references use. Such names may also contain `-` and `.`. */
function isSecretName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}
/**
 * Whether the text is `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros.
 * https://docs.apify.com/api/v2/actor-version-post
 */
function isVersionNumber(text) {
    return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
/** Returns `1.0` for `1.0.0`; undefined for any other text. */
function versionOfThreeParts(text) {
    const [, version = ''] = /^(\d+\.\d+)\.\d+$/.exec(text) ?? [];
    return isVersionNumber(version) ? version : undefined;
}
const THREE_PARTS_HINT = 'Apify adds the third number at each build.';
/** Whether the tag contains no white space or control characters. The API checks everything else. */
function isBuildTag(text) {
    return !/[\s\p{Cc}]/u.test(text);
}


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   $j: () => (/* binding */ problemsError),
/* harmony export */   CD: () => (/* binding */ keepError),
/* harmony export */   Lt: () => (/* binding */ combineErrors),
/* harmony export */   QG: () => (/* binding */ messageToGoOn),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   dS: () => (/* binding */ sortProblems),
/* harmony export */   fC: () => (/* binding */ traceOf),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   oV: () => (/* binding */ withWarnings),
/* harmony export */   ul: () => (/* binding */ collectErrors),
/* harmony export */   xQ: () => (/* binding */ isNowhere)
/* harmony export */ });
/** An error that stops the run and that the user can fix. */
class ActionError extends Error {
    name = 'ActionError';
    hint;
    place;
    /** The problems in JSON files that this error lists, and related warnings. */
    problems;
    constructor(message, more = {}) {
        super(message, more.cause === undefined ? undefined : { cause: more.cause });
        this.hint = more.hint;
        this.place = more.place;
        this.problems = more.problems ?? [];
    }
}
/** The maximum number of problems in a message. */
const MOST_LISTED = 10;
/** Combines problems in files into one error, sorted by position. */
function problemsError(problems) {
    const sorted = sortProblems(problems);
    const [first] = sorted;
    if (first === undefined)
        throw new TypeError('There is no problem to report');
    const { file, line, column } = first;
    const more = { place: { file, line, column }, problems: sorted };
    if (sorted.length === 1)
        return new ActionError(`${file}: ${first.message}`, { ...more, hint: first.hint });
    const files = new Set(sorted.map((problem) => problem.file));
    const isOneFile = files.size === 1;
    const lines = listProblems(sorted, (problem) => `- ${isOneFile ? '' : `${problem.file}, `}line ${problem.line}: `);
    const title = isOneFile
        ? `${file} has ${sorted.length} mistakes`
        : `${files.size} files have ${sorted.length} mistakes`;
    return new ActionError(`${title}:\n${lines.join('\n')}`, more);
}
/** Sorts problems by file and position. */
function sortProblems(problems) {
    const files = [...new Set(problems.map(({ file }) => file))];
    return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
/** Returns the same error with warnings about the same files. */
function withWarnings(error, warnings) {
    if (warnings.length === 0)
        return error;
    const { message, hint, place, cause, problems } = error;
    return new ActionError(message, { hint, place, cause: cause ?? error, problems: [...problems, ...warnings] });
}
/**
 * Combines several errors and their hints into one error. Returns a single error unchanged.
 * @param title a plural noun phrase with its verb: `inputs are not valid`.
 */
function combineErrors(errors, title) {
    const [first] = errors;
    if (first !== undefined && errors.length === 1)
        return first;
    const count = errors.reduce((sum, { problems }) => sum + Math.max(1, problems.length), 0);
    const lines = errors.flatMap(({ message, hint, problems }) => problems.length === 0
        ? [`- ${message}${hint === undefined ? '' : `. ${hint}`}`]
        : listProblems(problems, ({ file, line }) => `- ${file}, line ${line}: `));
    return new ActionError(`${count} ${title}:\n${lines.join('\n')}`, {
        problems: errors.flatMap(({ problems }) => problems),
        cause: first,
    });
}
function listProblems(problems, start) {
    const lines = problems.slice(0, MOST_LISTED).map((problem) => `${start(problem)}${problem.message}. ${problem.hint}`);
    return problems.length > MOST_LISTED ? [...lines, `- and ${problems.length - MOST_LISTED} more`] : lines;
}
/** Returns a `catch` callback that adds an ActionError to the list and rethrows all other errors. */
function keepError(errors) {
    return (error) => {
        if (!(error instanceof ActionError))
            throw error;
        errors.push(error);
        return undefined;
    };
}
/** Returns a function that runs a step and adds its ActionError to the list. */
function collectErrors(errors) {
    const keep = keepError(errors);
    return (step) => {
        try {
            return step();
        }
        catch (error) {
            return keep(error);
        }
    };
}
function messageOf(error) {
    return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
/** Returns the message without a trailing period, so that the sentence can continue. */
function messageToGoOn(error) {
    return messageOf(error).replace(/\.$/, '');
}
/** Returns the code of a system error, such as `ENOENT`, or the message if it has no code. */
function codeOf(error) {
    return isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}
/** Returns the stack traces of an error and its causes, for the debug log. */
function traceOf(error) {
    const traces = [];
    // A chain of causes can be circular.
    for (let cause = error; isObject(cause) && traces.length < 20; cause = cause['cause']) {
        traces.push(typeof cause['stack'] === 'string' ? cause['stack'] : messageOf(cause));
    }
    return traces;
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
/**
 * Error codes for paths that do not exist. The last two are for paths that cannot exist: too long, or with a NUL
 * character.
 */
const nowhere = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
/** Whether a system error means that a path does not exist. */
function isNowhere(error) {
    return nowhere.has(codeOf(error));
}


/***/ }),

/***/ 1340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ov: () => (/* binding */ nameFrom),
/* harmony export */   VV: () => (/* binding */ placeIn),
/* harmony export */   e9: () => (/* binding */ isInGitFolder),
/* harmony export */   lX: () => (/* binding */ nameBelow),
/* harmony export */   y$: () => (/* binding */ isOnNetwork)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/**
 * Returns the POSIX path of a file or folder relative to a folder. Both arguments are absolute, with links resolved.
 * The result is empty for the folder itself, and undefined if the path is not in the folder.
 */
function nameFrom(folder, place, rules = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    if (place === folder)
        return '';
    const { sep } = rules;
    // Many times faster than `path.relative`.
    const start = folder.endsWith(sep) ? folder : folder + sep;
    if (place.startsWith(start))
        return withSlashes(place.slice(start.length), sep);
    const relative = rules.relative(folder, place);
    if (relative === '..' || relative.startsWith(`..${sep}`) || rules.isAbsolute(relative))
        return undefined;
    return withSlashes(relative, sep);
}
/**
 * Returns a POSIX name relative to a folder; undefined if it is not in the folder. Both arguments are relative to the
 * same root.
 */
function nameBelow(folder, name) {
    if (folder === '')
        return name;
    return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}
/** Joins an absolute folder and a normalized POSIX name. Faster than `path.join`. */
function placeIn(folder, name, { sep } = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    if (name === '')
        return folder;
    const below = sep === '/' ? name : name.replaceAll('/', sep);
    return folder.endsWith(sep) ? folder + below : folder + sep + below;
}
/**
 * Whether a path may lead to another machine. Opening such a path on Windows sends the user's credentials to that
 * machine.
 */
function isOnNetwork(place, { sep } = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}
/** Whether a name is `.git` or inside it. Ignores letter case, because some file systems do. */
function isInGitFolder(name) {
    return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}
function withSlashes(relative, sep) {
    return sep === '/' ? relative : relative.split(sep).join('/');
}


/***/ }),

/***/ 172:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Wk: () => (/* binding */ cancelledWith),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   ci: () => (/* binding */ listenForCancellation),
/* harmony export */   g3: () => (/* binding */ GRACE_MS)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9473);
/* harmony import */ var _time_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5786);
/* harmony import */ var _time_time_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8445);



/**
 * How long a request may continue after a cancellation, in milliseconds. The runner sends SIGINT, then SIGTERM after
 * 7.5 seconds, and kills the process after another 2.5 seconds. On Windows, it sends Ctrl+C and Ctrl+Break, which Node
 * calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const GRACE_MS = 5_000;
/** Handles the runner's signals, so that they abort `signal` instead of ending the process. */
function listenForCancellation(clock = _time_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .systemClock */ .m, platform = process.platform) {
    const controller = new AbortController();
    const cancel = (signal) => controller.abort(new CancelledError(signal));
    const signals = platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
    for (const signal of signals)
        process.on(signal, cancel);
    const grace = (0,_time_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .limitTimeAfter */ .r3)(controller.signal, clock, {
        ms: GRACE_MS,
        reason: () => cancelledWith(controller.signal, 'Apify did not respond to the current request in time'),
    });
    return {
        signal: controller.signal,
        graceSignal: grace.signal,
        end: () => {
            grace.end();
            for (const signal of signals)
                process.off(signal, cancel);
        },
    };
}
class CancelledError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    /** The signal, for example `SIGINT`. */
    by;
    /** @param result what happened to the work in progress, for example `build 0.1.7 was aborted`. */
    constructor(by, result, more = {}) {
        super(`Canceled (${by})${result === undefined ? '' : `: ${result}`}`, more);
        this.by = by;
    }
}
/** Creates the error for a canceled step, with what happened to the work in progress. */
function cancelledWith(signal, result, more) {
    const { reason } = signal;
    return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', result, more);
}


/***/ }),

/***/ 1060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ findRepository)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** Size limit in bytes, much longer than any path. */
const MAX_GIT_FILE_BYTES = 64 * 1024;
/**
 * Finds the innermost repository around a folder by looking for `.git` only. Git itself also accepts a folder that
 * looks like a bare repository, and such a folder can be committed.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
function findRepository(folder) {
    for (let workTree = folder;; workTree = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(workTree)) {
        const gitDir = gitDirOf(workTree);
        if (gitDir !== undefined)
            return { gitDir, workTree };
        if (workTree === node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(workTree))
            return undefined;
    }
}
/** Returns the Git folder of a work tree; undefined if its `.git` does not lead to one. */
function gitDirOf(workTree) {
    const dotGit = node_path__WEBPACK_IMPORTED_MODULE_1__.join(workTree, '.git');
    const stats = statOf(dotGit);
    if (stats === undefined)
        return undefined;
    if (stats.isDirectory())
        return isGitDir(dotGit) ? dotGit : undefined;
    if (!stats.isFile() || stats.size > MAX_GIT_FILE_BYTES)
        return undefined;
    // Submodules and worktrees have a `.git` file that contains the path of the folder.
    const [, target] = /^gitdir: (.+?)[\r\n]*$/s.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(dotGit, 'utf8')) ?? [];
    if (target === undefined)
        return undefined;
    const gitDir = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workTree, target);
    return isGitDir(gitDir) ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(gitDir) : undefined;
}
function isGitDir(folder) {
    const has = (name) => statOf(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, name)) !== undefined;
    return has('HEAD') && (has('commondir') || (has('objects') && has('refs')));
}
function statOf(place) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(place, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 6299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S1: () => (/* binding */ checkGitPath),
  lD: () => (/* binding */ createGit)
});

// UNUSED EXPORTS: isGitPath

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = process.getBuiltinModule("node:child_process");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __nccwpck_require__(1060);
;// CONCATENATED MODULE: ./build/runner/git.js





/**
 * Settings on the command line take precedence over those in files. A repository's settings can specify programs (a
 * file system monitor, hooks, a program that checks signatures), and these settings prevent all of them from running.
 * They also make Git treat names the same on every system: rules are case-sensitive, and the decomposed letters of
 * macOS stay unchanged.
 */
const settings = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'log.showSignature=false',
    'gpg.program=false',
    'diff.external=',
    'core.ignoreCase=false',
    'core.precomposeUnicode=false',
    'core.longPaths=true',
].flatMap((setting) => ['-c', setting]);
/** The only variables that Git gets from the step's environment. Others may be secrets or may redirect Git. */
const passedVariables = new Set([
    ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LD_LIBRARY_PATH'],
    ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP'],
    ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
]);
const TIME_LIMIT_MS = 2 * 60 * 1000;
/**
 * Creates the `git` function that all stages use. Git only reads, without locks, prompts, hooks or network access, and
 * prints messages in English.
 * @param environment the step's environment.
 */
function createGit(environment, { timeLimitMs = TIME_LIMIT_MS } = {}) {
    const env = {
        ...Object.fromEntries(Object.entries(environment).filter(([name]) => passedVariables.has(name.toUpperCase()))),
        LC_ALL: 'C',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        // Prevents a partial clone from fetching missing objects. The first variable is for Git 2.45 and later, the second
        // for all versions.
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
    };
    return async (args, options) => {
        const repository = (0,git_repository/* findRepository */.W)(options.cwd);
        if (repository === undefined)
            return noRepository;
        const { gitDir, workTree } = repository;
        // Naming the repository disables Git's check of its owner. In a container, the checkout belongs to another user.
        const named = [`--git-dir=${gitDir}`, `--work-tree=${workTree}`, '-C', options.cwd];
        return await run([...named, ...settings, ...args], { ...options, env, timeLimitMs, command: commandOf(args) });
    };
}
function commandOf(args) {
    return args.find((argument) => !argument.startsWith('-')) ?? '';
}
const noRepository = { kind: 'failed', exitCode: 128, stderr: 'fatal: not a git repository' };
function run(args, { env, input, signal, timeLimitMs, command }) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        let git;
        try {
            // Windows first looks for programs in the current folder, which must therefore never be the checkout.
            const cwd = external_node_path_.dirname(process.execPath);
            const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
            git = (0,external_node_child_process_namespaceObject.spawn)('git', args, { cwd, env, stdio: [...stdio], windowsHide: true });
        }
        catch (error) {
            resolve({ kind: 'no-git', code: (0,errors/* codeOf */.$N)(error) });
            return;
        }
        const stop = (reason) => {
            reject(reason);
            git.kill('SIGKILL');
            // A child process of Git may keep its output open.
            git.stdout?.destroy();
            git.stderr?.destroy();
        };
        const onAbort = () => stop(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        const timer = setTimeout(() => stop(tookTooLong(command, timeLimitMs)), timeLimitMs);
        const end = (result) => {
            clearTimeout(timer);
            signal.removeEventListener('abort', onAbort);
            resolve(result);
        };
        const stdout = collect(git.stdout);
        const stderr = collect(git.stderr);
        git.stdin?.on('error', () => { }); // Git may exit before it has read everything. Only its exit code matters.
        git.stdin?.end(input);
        git.on('error', (error) => end({ kind: 'no-git', code: (0,errors/* codeOf */.$N)(error) }));
        git.on('close', (exitCode) => {
            const messages = Buffer.concat(stderr).toString().trim();
            if (exitCode === 0)
                end({ kind: 'ok', stdout: Buffer.concat(stdout), stderr: messages });
            else
                end({ kind: 'failed', exitCode, stderr: messages });
        });
    });
}
function tookTooLong(command, ms) {
    return new errors/* ActionError */.lZ(`git ${(0,build_text/* visible */.RK)(command)} did not finish within ${ms / 1000} seconds and was stopped`, {
        hint: "Check that the disk with the checkout responds, and that neither a .gitignore file nor a file in Git's settings is a pipe.",
    });
}
/** False if the path is absolute or has a `.` or `..` segment. */
function isGitPath(name, { sep } = external_node_path_) {
    const leadsElsewhere = sep === '\\' ? /^[\\/]|^[a-z]:|(?:^|[\\/])\.{0,2}(?:[\\/]|$)/i : /^\/|(?:^|\/)\.{0,2}(?:\/|$)/;
    // The name of a folder ends with a slash.
    return !leadsElsewhere.test(name.endsWith('/') ? name.slice(0, -1) : name);
}
/**
 * Checks a path that Git returned: a manipulated index can contain paths that lead elsewhere.
 * @throws ActionError if it is not a path inside the repository.
 */
function checkGitPath(name) {
    if (isGitPath(name))
        return;
    throw new errors/* ActionError */.lZ(`Git returned the path "${(0,build_text/* visible */.RK)(name)}", which is not a path inside the repository`, {
        hint: 'Check out the repository again. Its index is damaged, or another program changed it.',
    });
}
function collect(stream) {
    const chunks = [];
    stream?.on('data', (chunk) => chunks.push(chunk));
    return chunks;
}


/***/ }),

/***/ 4565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ explainUnread),
/* harmony export */   Ye: () => (/* binding */ realPath),
/* harmony export */   Zv: () => (/* binding */ listNames),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   sL: () => (/* binding */ readWorkspaceFile),
/* harmony export */   t1: () => (/* binding */ findFoldersWith)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7975);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1340);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






const openFile = (0,node_util__WEBPACK_IMPORTED_MODULE_2__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.open);
/**
 * Reads a regular file in the workspace. The file that is checked is always the one that was opened, so a link that
 * changes in the meantime has no effect, and a pipe or device never blocks.
 * @param workspace absolute path, with links resolved.
 * @param file absolute path.
 * @param maxBytes size limit. Larger files are not read.
 */
async function readWorkspaceFile(workspace, file, maxBytes) {
    let descriptor;
    try {
        const real = realPath(file);
        const name = (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .nameFrom */ .Ov)(workspace, real);
        if (name === undefined || (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .isInGitFolder */ .e9)(name))
            return { kind: 'outside' };
        // Only opening the file may have to wait for a network disk. Everything else is synchronous, which is faster for
        // hundreds of files.
        descriptor = await openFile(real, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        const opened = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor);
        if (!opened.isFile())
            return { kind: 'not-a-file' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', size: opened.size };
        const again = realPath(file);
        if (again !== real || !isSame((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(again), opened))
            return { kind: 'outside' };
        return { kind: 'read', bytes: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(descriptor), path: real };
    }
    catch (cause) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(cause);
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isNowhere */ .xQ)(cause))
            return { kind: 'missing', isBrokenLink: isBehindBrokenLink(file) };
        if (code === 'EISDIR' || code === 'ENXIO')
            return { kind: 'not-a-file' };
        return { kind: 'unreadable', code, cause };
    }
    finally {
        if (descriptor !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}
/** Explains why a file was not read: the end of a sentence that begins with its name, and a hint. */
function explainUnread(file, maxBytes) {
    switch (file.kind) {
        case 'missing':
            return { problem: 'does not exist', hint: 'Correct the path, or add the file.' };
        case 'outside':
            return { problem: 'leads out of the workspace', hint: 'Put the file into the repository.' };
        case 'not-a-file':
            return { problem: 'is not a file', hint: 'Replace it with a regular file.' };
        case 'too-large':
            return { problem: `has ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .formatBytes */ .z3)(file.size)}`, hint: `Shorten it to at most ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .formatBytes */ .z3)(maxBytes)}.` };
        case 'unreadable':
            return { problem: `could not be read (${file.code})`, hint: 'Give this step permission to read it.' };
    }
}
function isSame(a, b) {
    return a.dev === b.dev && a.ino === b.ino;
}
/** Whether the deepest existing part of the path is a broken link. */
function isBehindBrokenLink(file) {
    const found = statusOf(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync);
    const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file);
    if (found === undefined && folder !== file)
        return isBehindBrokenLink(folder);
    return found?.isSymbolicLink() === true && statusOf(file) === undefined;
}
/**
 * Returns the path with all links resolved, in the spelling on disk.
 * @throws a system error if the path does not exist.
 */
function realPath(file) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(file);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isNowhere */ .xQ)(error) || ['ELOOP', 'EACCES'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error)))
            throw error;
        // Some file systems on Windows, such as RAM disks, do not support the native call.
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(file);
    }
}
/** Returns the names in a folder; none if it cannot be read. */
function listNames(folder) {
    return readFolder(folder).map(({ name }) => name);
}
const MOST_SEARCHED = 5000;
/**
 * Finds the subfolders that contain the file, as POSIX paths relative to the folder, starting with the highest level.
 * Skips hidden folders, `node_modules` and links, and stops after 5,000 folders.
 * @param file POSIX path, for example `.actor/actor.json`.
 */
function findFoldersWith(folder, file) {
    const found = [];
    const names = [''];
    for (let index = 0; index < Math.min(names.length, MOST_SEARCHED); index += 1) {
        const name = names[index];
        const place = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, name);
        if (name !== '' && isFile(node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, file)))
            found.push(name);
        const inner = readFolder(place)
            .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
            .map((entry) => node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(name, entry.name));
        names.push(...inner.sort());
    }
    return found;
}
function readFolder(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true });
    }
    catch {
        return [];
    }
}
function isFile(file) {
    return statusOf(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)?.isFile() === true;
}
/** Returns undefined if the path does not exist or is not accessible. */
function statusOf(file, read = node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync) {
    try {
        return read(file, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 7124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ makeTemporaryFolder),
  L: () => (/* binding */ removeArchive)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = process.getBuiltinModule("node:os");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
;// CONCATENATED MODULE: ./build/source/archive/temporary-folder.js





/**
 * Creates a folder outside the checkout that only the current user can read.
 * @param runnerFolder the runner's folder for temporary files, which the runner empties after the job.
 * @throws ActionError if no such folder can be created.
 */
async function makeTemporaryFolder(runnerFolder, workspace) {
    const checkout = await (0,promises_.realpath)(workspace);
    const problems = [];
    for (const place of runnerFolder === undefined ? [(0,external_node_os_namespaceObject.tmpdir)()] : [runnerFolder, (0,external_node_os_namespaceObject.tmpdir)()]) {
        try {
            const real = await (0,promises_.realpath)(place);
            if ((0,paths/* nameFrom */.Ov)(checkout, real) === undefined)
                return await (0,promises_.mkdtemp)(external_node_path_.join(real, 'actor-source-'));
            problems.push(`${place} is in the workspace`);
        }
        catch (error) {
            problems.push(`${place}: ${(0,errors/* codeOf */.$N)(error)}`);
        }
    }
    throw new errors/* ActionError */.lZ(`Could not create a temporary folder for the archive: ${problems.join('; ')}`, {
        hint: 'Set RUNNER_TEMP to a folder outside the workspace that this step can write to.',
    });
}
/** Deletes the archive and its folder. Ignores errors, because the runner empties its temporary folder anyway. */
async function removeArchive(file) {
    await (0,promises_.rm)(external_node_path_.dirname(file), { recursive: true, force: true, maxRetries: 3 }).catch(() => { });
}


/***/ }),

/***/ 9897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $0: () => (/* binding */ createSpelling),
/* harmony export */   IU: () => (/* binding */ statAt),
/* harmony export */   JH: () => (/* binding */ joinNames),
/* harmony export */   T3: () => (/* binding */ readRecords),
/* harmony export */   Zv: () => (/* binding */ foldersAbove),
/* harmony export */   aI: () => (/* binding */ walkFolder),
/* harmony export */   dF: () => (/* binding */ realFoldersBelow)
/* harmony export */ });
/* unused harmony export readFolder */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1340);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






/** Reads Git's output with `-z`. Each record becomes one name. */
function readRecords(output) {
    const split = (text) => text.split('\0').slice(0, -1);
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(output))
        return split(output.toString()).map((name) => ({ name }));
    return split(output.toString('latin1')).map((record) => readName(Buffer.from(record, 'latin1')));
}
/** Escapes bytes that are not UTF-8 as `\xNN`. */
function readName(bytes) {
    const name = bytes.toString();
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return { name };
    const escaped = bytes.toString('latin1').replace(/[\x80-\xff]+/g, (run) => {
        const part = Buffer.from(run, 'latin1');
        return (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(part) ? part.toString() : part.toString('hex').replace(/../g, '\\x$&');
    });
    return { name, escaped };
}
/** Returns undefined if the folder cannot be read. Synchronous, because a promise would take ten times as long. */
function readFolder(folder) {
    try {
        const entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true });
        if (!entries.some(({ name }) => name.includes('\ufffd'))) {
            return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry, folder) }));
        }
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
            const read = readName(entry.name);
            return { ...read, kind: kindOf(entry, folder, read.name) };
        });
    }
    catch {
        return undefined;
    }
}
/**
 * Finds the files and links below a folder, except `.git`, without following links. A folder whose name is not UTF-8 is listed with a
 * trailing slash, because nothing in it can be opened. Names are relative to `top`.
 * @param enters whether to read a subfolder.
 * @param unreadable receives the names of folders that cannot be read.
 */
function* walkFolder(top, start, enters, unreadable = []) {
    const waiting = [start];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const entries = readFolder((0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(top, folder));
        if (entries === undefined)
            unreadable.push(folder);
        const inner = [];
        for (const { name: base, escaped, kind } of entries ?? []) {
            if (kind === 'other' || (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .isInGitFolder */ .e9)(base))
                continue;
            const name = joinNames(folder, base);
            const end = kind === 'folder' ? '/' : '';
            if (escaped !== undefined)
                yield { name: name + end, escaped: joinNames(folder, escaped) + end };
            else if (kind !== 'folder')
                yield { name };
            else if (enters(name))
                inner.push(name);
        }
        // The first folder comes next.
        waiting.push(...inner.reverse());
    }
}
function kindOf(entry, folder, name = String(entry.name)) {
    // On Windows, some file systems use reparse points for folders, which a listing shows as links.
    const shown = entry.isSymbolicLink() && node_path__WEBPACK_IMPORTED_MODULE_2__.sep === '\\' ? (statAt((0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(folder, name)) ?? entry) : entry;
    if (shown.isDirectory())
        return 'folder';
    if (shown.isSymbolicLink())
        return 'link';
    return shown.isFile() ? 'file' : 'other';
}
/**
 * Creates a function that returns whether a name exists only with a different spelling, because some file systems
 * ignore letter case. If a folder cannot be read, its names count as spelled correctly.
 */
function createSpelling(folder) {
    const known = new Map();
    const entriesOf = (place) => {
        if (!known.has(place)) {
            const entries = readFolder(place);
            known.set(place, entries && new Set(entries.map(({ name }) => name)));
        }
        return known.get(place);
    };
    return (name) => {
        if (statAt((0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(folder, name)) === undefined)
            return false;
        return [...foldersAbove(name), name].some((each) => {
            const place = (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(folder, each);
            return entriesOf(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(place))?.has(node_path__WEBPACK_IMPORTED_MODULE_2__.basename(place)) === false;
        });
    };
}
/**
 * Returns the file or link at a path, without following links. Returns undefined if it does not exist or its folder is
 * not accessible.
 */
function statAt(place) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(place, { throwIfNoEntry: false });
    }
    catch (cause) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isNowhere */ .xQ)(cause))
            return undefined;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(place)} could not be read (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(cause)})`, {
            hint: 'Check the permissions of the file and its folders, or exclude the folder in .actorignore.',
            cause,
        });
    }
}
/** Joins two POSIX names; either may be empty. */
function joinNames(above, below) {
    if (above === '' || below === '')
        return above + below;
    return `${above}/${below}`;
}
/** Returns the parent folders of a name, starting with the outermost. */
function foldersAbove(name) {
    const parts = name.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
/**
 * Returns a function that checks that no folder between the top and a path is a link. Git considers a file behind such
 * a link deleted.
 */
function realFoldersBelow(top) {
    const known = new Map([[top, true]]);
    return (place) => {
        const folder = place.slice(0, place.lastIndexOf(node_path__WEBPACK_IMPORTED_MODULE_2__.sep));
        const isReal = (above) => {
            const answer = known.get(above) ?? (isReal(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(above)) && statAt(above)?.isDirectory() === true);
            known.set(above, answer);
            return answer;
        };
        return known.get(folder) ?? isReal(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(place));
    };
}


/***/ }),

/***/ 4741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   jl: () => (/* binding */ readDiskSettings),
/* harmony export */   q4: () => (/* binding */ listByGit),
/* harmony export */   x2: () => (/* binding */ readIgnoreLine)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1340);
/* harmony import */ var _runner_git_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6299);
/* harmony import */ var _runner_git_repository_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1060);
/* harmony import */ var _rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6228);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9897);






/**
 * Lists the files in a folder that Git would commit: tracked files with their modes, and untracked files that are not
 * ignored, except in untracked `node_modules` and similar folders. Uses a single process. Includes deleted files.
 * @returns the reason if Git cannot list them.
 * @see https://git-scm.com/docs/git-ls-files
 */
async function listByGit(git, folder, signal) {
    const excluded = _rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .dependencyFolders */ .DT.map((name) => `--exclude=${name}`);
    const args = ['ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard', ...excluded];
    const result = await git(args, { cwd: folder, signal });
    switch (result.kind) {
        case 'ok':
            return { ...parseListing(result.stdout), unreadable: readUnreadable(result.stderr, folder) };
        case 'no-git': {
            const { code = 'ENOENT' } = result;
            return { reason: code === 'ENOENT' ? 'Git is not installed' : `Git could not be started (${code})` };
        }
        case 'failed': {
            const isMissing = result.stderr.includes('not a git repository');
            return { reason: isMissing ? 'there is no Git repository' : `Git failed: ${result.stderr.split('\n', 1)[0]}` };
        }
    }
}
/**
 * Reads the names of unreadable folders from Git's warnings. They are relative to the repository root. On Windows, a
 * path can be too long to be read.
 */
function readUnreadable(stderr, folder) {
    const named = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map(([, name = '']) => name);
    if (named.length === 0)
        return [];
    const prefix = (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)((0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_3__/* .findRepository */ .W)(folder)?.workTree ?? folder, folder) ?? '';
    return named.map((name) => (prefix !== '' && name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : name));
}
const SUBMODULE = '160000';
/** Parses records such as `? name` or `H mode object stage<tab>name`. */
function parseListing(output) {
    const files = [];
    const nested = [];
    const submodules = [];
    let previous = '';
    for (const { name: record, escaped } of (0,_file_names_js__WEBPACK_IMPORTED_MODULE_5__/* .readRecords */ .T3)(output)) {
        const tracked = record.charAt(0) !== '?';
        const start = tracked ? record.indexOf('\t') + 1 : 2;
        const name = record.slice(start);
        const shown = escaped?.slice(start) ?? name;
        // An unmerged file is listed once per side.
        if (tracked && shown === previous)
            continue;
        previous = shown;
        (0,_runner_git_js__WEBPACK_IMPORTED_MODULE_2__/* .checkGitPath */ .S1)(name);
        const indexMode = record.slice(2, 8);
        const isFolder = tracked ? indexMode === SUBMODULE : name.endsWith('/');
        if (escaped !== undefined)
            files.push({ name, escaped: shown, tracked });
        else if (isFolder && tracked)
            submodules.push(name);
        else if (isFolder)
            nested.push(name.slice(0, -1));
        else if (tracked)
            files.push({ name, tracked, indexMode, isSparse: record.startsWith('S') });
        else
            files.push({ name, tracked });
    }
    return { files, nested, submodules };
}
/**
 * Reads the settings of a repository. Without a repository, returns Git's defaults.
 * @see https://git-scm.com/docs/git-config
 */
async function readDiskSettings(git, folder, signal) {
    const args = ['config', '-z', '--type=bool', '--get-regexp', '^core\\.(filemode|symlinks)$'];
    const result = await git(args, { cwd: folder, signal });
    const settings = result.kind === 'ok' ? (0,_file_names_js__WEBPACK_IMPORTED_MODULE_5__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name) : [];
    const isOff = (key) => settings.findLast((line) => line.startsWith(`${key}\n`)) === `${key}\nfalse`;
    return { hasModes: !isOff('core.filemode'), hasLinks: !isOff('core.symlinks') };
}
/**
 * Returns the line that makes Git ignore a file or folder, if there is one.
 * @see https://git-scm.com/docs/git-check-ignore
 */
async function readIgnoreLine({ git, workspace, signal }, place) {
    const workTree = (0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_3__/* .findRepository */ .W)(place)?.workTree;
    if (workTree === undefined)
        return undefined;
    // The prefix is needed because a name may begin with a colon, which Git would read as a pattern.
    const input = `./${(0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)(workTree, place) ?? ''}\0`;
    const result = await git(['check-ignore', '-z', '--verbose', '--stdin'], { cwd: workTree, signal, input });
    if (result.kind !== 'ok')
        return undefined;
    const [source = '', line = '', text = ''] = (0,_file_names_js__WEBPACK_IMPORTED_MODULE_5__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name);
    // Git also prints a line that includes the file again.
    if (source === '' || text.startsWith('!'))
        return undefined;
    return { file: (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)(workspace, node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(workTree, source)) ?? source, line, text };
}


/***/ }),

/***/ 2705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ createFileReader)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1340);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4565);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






const PART_BYTES = 64 * 1024;
/** Do not block on a pipe, and do not follow a link that replaced the file. Windows has neither flag. */
const FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0);
const AS_TEXT = { encoding: 'utf8', flag: FLAGS };
/**
 * Reads regular files that are in the workspace when they are opened. Synchronous, because with thousands of small
 * files, promises take longer than the reading itself. A folder is checked only before its first file, so do not keep a
 * reader while other code runs.
 */
function createFileReader(workspace) {
    let checkedPlace;
    const checkPlace = (file) => {
        // Faster than path.dirname, which matters for thousands of files.
        const folder = file.path.slice(0, file.path.lastIndexOf(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) + 1);
        const place = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW === undefined ? file.path : folder;
        if (place === checkedPlace)
            return;
        const name = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(workspace, (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .realPath */ .Ye)(place));
        if (name === undefined || (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isInGitFolder */ .e9)(name))
            throw replaced(file);
        checkedPlace = place;
    };
    const fill = (file, descriptor, part) => {
        for (let length = 0; length < part.length;) {
            const bytesRead = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, part, length, part.length - length, null);
            if (bytesRead === 0)
                throw changed(file);
            length += bytesRead;
        }
        return part;
    };
    /** Returns the bytes in parts. Each part is valid until the next one is read. */
    const readParts = function* (file, partBytes = PART_BYTES) {
        let descriptor;
        try {
            checkPlace(file);
            descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(file.path, FLAGS);
            const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor);
            if (!stats.isFile())
                throw replaced(file);
            if (stats.size !== file.size)
                throw changed(file);
            const buffer = Buffer.allocUnsafe(Math.min(file.size, partBytes));
            for (let left = file.size; left > 0; left -= buffer.length) {
                yield fill(file, descriptor, buffer.subarray(0, left));
            }
        }
        catch (error) {
            throw toActionError(file, error);
        }
        finally {
            if (descriptor !== undefined)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
        }
    };
    return {
        readParts,
        readWhole: (file) => {
            const [bytes = Buffer.alloc(0)] = readParts(file, file.size);
            return bytes;
        },
        /** @returns the file as text; undefined if it might not be text. */
        readText: (file) => {
            try {
                checkPlace(file);
                // A single call is three times as fast as opening, reading and closing.
                const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file.path, AS_TEXT);
                // Bytes that are not UTF-8 become U+FFFD.
                const isText = !text.includes('\ufffd') && !text.includes('\0');
                return isText && (text.length === file.size || Buffer.byteLength(text) === file.size) ? text : undefined;
            }
            catch (error) {
                throw toActionError(file, error);
            }
        },
    };
}
function toActionError(file, error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ)
        return error;
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error);
    if (['EAGAIN', 'EISDIR', 'ELOOP', 'ENOTDIR', 'ENXIO'].includes(code))
        return replaced(file);
    if (code === 'ENOENT') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(file.name)} was deleted while the action was running`, { hint, cause: error });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(file.name)} could not be read (${code})`, {
        hint: 'Make sure that this step can read the file, or exclude it in .actorignore.',
        cause: error,
    });
}
function changed({ name, size }) {
    const message = `${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(name)} changed while the action was running: it no longer has ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .formatCount */ .B4)(size, 'byte')}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(message, { hint });
}
function replaced({ name }) {
    const message = `${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(name)} was replaced while the action was running: it is no longer a regular file in the workspace`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(message, { hint });
}
const hint = 'Make sure that no other process changes the checkout while the action runs, or exclude such files in .actorignore.';


/***/ }),

/***/ 8624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ createActorIgnore)
/* harmony export */ });
/* unused harmony export sampleReincluded */
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1340);
/* harmony import */ var _built_in_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6228);
/* harmony import */ var _ignore_rules_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5086);



const undecided = { kind: 'undecided' };
/**
 * Applies the rules of `.gitignore`, with one difference: a `!` line includes a file even if Git ignores it or a parent
 * folder. `node_modules` and other folders that are excluded by default are included only by a line that contains their
 * name.
 * @param files starting with the outermost.
 */
function createActorIgnore(files, actorFolder) {
    const hasRules = files.some(({ rules }) => rules.length > 0);
    const judged = new Map([['', undecided]]);
    const judgeFolder = (folder) => {
        const known = judged.get(folder);
        if (known !== undefined)
            return known;
        const found = judgeAt(folder, true);
        judged.set(folder, found);
        return found;
    };
    const judgeAt = (name, isFolder) => {
        const parent = name.slice(0, Math.max(name.lastIndexOf('/'), 0));
        const around = judgeFolder(parent);
        if (around.kind === 'excluded')
            return around;
        // A line for an environment, such as venv, also includes the default-excluded folders in it.
        const isInNamed = around.kind === 'included-again' && (0,_built_in_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .excludedFolder */ .v_)(parent, (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(actorFolder, parent)) !== undefined;
        const closed = around.closed ?? (isInNamed ? undefined : (0,_built_in_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .excludedFolderAt */ .uD)(name, (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(actorFolder, name)));
        const found = (0,_ignore_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .findRule */ .Il)(filesFor(closed), name, isFolder);
        if (found !== undefined)
            return { kind: found.rule.negated ? 'included-again' : 'excluded', ...found };
        return closed === undefined ? around : { kind: 'undecided', closed };
    };
    const filesFor = (closed) => {
        if (closed === undefined)
            return files;
        const applies = ({ negated, text }) => !negated || text.includes(closed);
        return files.map(({ folder, rules }) => ({ folder, rules: rules.filter(applies) }));
    };
    return {
        hasRules,
        /** Whether any line begins with `!`. */
        includesAgain: files.some(({ rules }) => rules.some(({ negated }) => negated)),
        /** @param name of a file, relative to the upload root. */
        judge: (name) => (hasRules ? judgeAt(name, false) : undecided),
        /** Whether anything in the folder may be included again. */
        mayIncludeIn: (folder) => {
            const { kind, closed } = judgeFolder(folder);
            if (kind !== 'undecided')
                return kind === 'included-again';
            return filesFor(closed).some((file) => {
                const below = folder === file.folder ? '' : (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(file.folder, folder);
                // The rules may be for a subfolder of this folder.
                if (below === undefined)
                    return `${file.folder}/`.startsWith(folder === '' ? '' : `${folder}/`);
                return file.rules.some((rule) => rule.negated && (0,_ignore_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .mayRuleMatchBelow */ .KL)(rule, below));
            });
        },
    };
}
/**
 * Returns sample names of files that `.actorignore` would include even if Git ignored them, at least one for each way
 * to do so. Samples are needed because files that a build step generates do not exist yet.
 */
function sampleReincluded(actorIgnore, gitIgnoreFiles) {
    const rules = parseIgnoreRules(actorIgnore);
    const ignore = createActorIgnore([{ folder: '', rules }], '');
    if (!ignore.includesAgain)
        return [];
    const negated = rules.filter((rule) => rule.negated);
    const ignored = gitIgnoreFiles.flatMap(({ folder, bytes }) => parseIgnoreRules(bytes)
        .filter((rule) => !rule.negated)
        .map((rule) => (folder === '' ? sampleOf(rule) : `${folder}/${sampleOf(rule)}`)));
    // A line without a slash also matches in ignored folders. A full name is only meant for a file that an earlier line
    // excludes (`*.md`, then `!README.md`).
    const anywhere = negated.filter(({ text }) => /^[^/]*[*?[][^/]*\/?$/.test(text)).map(sampleOf);
    const samples = [
        ...negated.map(sampleOf),
        ...ignored,
        ...ignored.flatMap((folder) => anywhere.map((name) => `${folder}/${name}`)),
    ];
    return [...new Set(samples.flatMap((name) => [name, `${name}/x`]))].filter((name) => ignore.judge(name).kind === 'included-again');
}
/** Returns a name that the rule matches in most cases. */
function sampleOf({ text, negated }) {
    return (negated ? text.slice(1) : text)
        .replace(/^\/|\/$/g, '')
        .replaceAll('**/', '')
        .replaceAll(/\\(.)|\[[!^]?\]?(.)[^\]]*\]|\*+|\?/g, (_mark, escaped, member) => escaped ?? member ?? 'x');
}


/***/ }),

/***/ 6228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AJ: () => (/* binding */ isLeftByTools),
/* harmony export */   DT: () => (/* binding */ dependencyFolders),
/* harmony export */   J0: () => (/* binding */ isNamedLikeCredentials),
/* harmony export */   uD: () => (/* binding */ excludedFolderAt),
/* harmony export */   v_: () => (/* binding */ excludedFolder)
/* harmony export */ });
/** Rules that apply in addition to ignore files. Names are POSIX paths relative to the upload root. */
/** Credentials that google-github-actions/auth creates in the workspace. */
function isLeftByTools(name) {
    return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}
/** Folders that are excluded at any depth, unless they are tracked. */
const dependencyFolders = ['node_modules', '.venv', 'venv', '__pycache__', '.pnpm-store'];
/**
 * Folders that Apify's SDKs and Crawlee create in local runs. They are excluded at the root of the working directory,
 * unless they are tracked.
 */
const storageFolders = ['storage', 'apify_storage', 'crawlee_storage'];
/**
 * Returns the name of the default-excluded folder that a path is or is in.
 * @param name relative to the upload root.
 * @param ownName relative to the working directory; undefined if it is outside.
 */
function excludedFolder(name, ownName) {
    const [first] = ownName?.split('/') ?? [];
    return storageFolders.find((each) => each === first) ?? name.split('/').find(isDependencyFolder);
}
/** Like `excludedFolder`, but only for the folder itself. */
function excludedFolderAt(name, ownName) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    return storageFolders.find((each) => each === ownName) ?? (isDependencyFolder(base) ? base : undefined);
}
function isDependencyFolder(name) {
    return dependencyFolders.includes(name);
}
function isNamedLikeCredentials(name) {
    const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
    return /\.(?:pem|key|p12|pfx|tfstate)$|^\.env|^service-account.*\.json$/.test(base) || credentialNames.has(base);
}
const credentialNames = new Set([
    ...['.npmrc', '.netrc', '.pypirc', '.git-credentials'],
    ...['id_rsa', 'id_ed25519', 'credentials.json', 'kubeconfig'],
]);


/***/ }),

/***/ 5086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Il: () => (/* binding */ findRule),
/* harmony export */   KL: () => (/* binding */ mayRuleMatchBelow),
/* harmony export */   R0: () => (/* binding */ parseIgnoreRules)
/* harmony export */ });
/* unused harmony export lastMatch */
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1340);
/* harmony import */ var _wildcards_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4515);


/** Parses a file in the format of `.gitignore`. Rules are case-sensitive. */
function parseIgnoreRules(file) {
    const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
    return text.split(/\r?\n/).flatMap((line, index) => {
        const written = withoutTrailingSpaces(line);
        if (written === '' || written.startsWith('#'))
            return [];
        const negated = written.startsWith('!');
        const foldersOnly = written.endsWith('/');
        const pattern = written.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
        const names = pattern === '' ? undefined : readNames(pattern.replace(/^\//, ''));
        // Such a pattern is not valid and never matches in Git.
        if (names === undefined)
            return [];
        const path = (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .pathPattern */ .s$)(pattern.includes('/') ? names : [_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .ANY_DEPTH */ .$u, ...names.slice(-1)]);
        const shown = Buffer.from(written, 'latin1').toString();
        return [{ path, negated, foldersOnly, line: index + 1, text: shown }];
    });
}
/** Removes trailing spaces, but keeps a space that is escaped with a backslash. */
function withoutTrailingSpaces(line) {
    let end = line.length;
    while (line[end - 1] === ' ')
        end -= 1;
    let backslashes = 0;
    while (line[end - 1 - backslashes] === '\\')
        backslashes += 1;
    return line.slice(0, end + (backslashes % 2));
}
/** Returns the last matching rule. @param path POSIX path relative to the folder of the rules. */
function lastMatch(rules, path, isFolder) {
    if (rules.length === 0)
        return undefined;
    const names = asBytes(path).split('/');
    return rules.findLast((rule) => (isFolder || !rule.foldersOnly) && (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesPath */ .$h)(rule.path, names));
}
/**
 * Returns the rule that applies to a name. The innermost file with a matching rule decides.
 * @param files starting with the outermost.
 */
function findRule(files, name, isFolder) {
    for (const { folder, rules } of files.toReversed()) {
        const below = (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(folder, name);
        const rule = below === undefined ? undefined : lastMatch(rules, below, isFolder);
        if (rule !== undefined)
            return { folder, rule };
    }
    return undefined;
}
/** Whether the rule may match anything in the folder. @param folder relative to the folder of the rules. */
function mayRuleMatchBelow(rule, folder) {
    return folder === '' || (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .mayMatchBelow */ .qM)(rule.path, asBytes(folder).split('/'));
}
/** Converts each UTF-8 byte of the text to one character. ASCII text stays the same. */
function asBytes(text) {
    return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}
/** @returns undefined if the pattern is not valid and never matches in Git. */
function readNames(pattern) {
    const characters = [...pattern];
    const names = [];
    let units = [];
    // Two or more stars between slashes match any number of folders. Elsewhere, they are one star.
    const depth = /\*{2,}(\\?\/|$)/y;
    for (let index = 0; index <= pattern.length;) {
        depth.lastIndex = index;
        const [stars, after] = units.length === 0 ? (depth.exec(pattern) ?? []) : [];
        if (stars !== undefined) {
            // At the end, they match everything in a folder, but not the folder itself. If the slash is escaped, Git requires
            // one folder.
            names.push(_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .ANY_DEPTH */ .$u, ...(after === '/' ? [] : [_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .anyName */ .kO]));
            index += stars.length + (after === '' ? 1 : 0);
            continue;
        }
        const separator = /^\\?\//.exec(pattern.slice(index, index + 2))?.[0];
        if (separator !== undefined || index === pattern.length) {
            names.push((0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .namePattern */ ._u)(units));
            units = [];
            index += separator?.length ?? 1;
            continue;
        }
        const next = (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .readUnit */ .H_)(characters, index);
        if (next === undefined)
            return undefined;
        units.push(next.unit);
        index = next.end;
    }
    return names;
}


/***/ }),

/***/ 4515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ matchesPath),
/* harmony export */   $u: () => (/* binding */ ANY_DEPTH),
/* harmony export */   H_: () => (/* binding */ readUnit),
/* harmony export */   Vw: () => (/* binding */ STAR),
/* harmony export */   _u: () => (/* binding */ namePattern),
/* harmony export */   kO: () => (/* binding */ anyName),
/* harmony export */   qM: () => (/* binding */ mayMatchBelow),
/* harmony export */   s$: () => (/* binding */ pathPattern)
/* harmony export */ });
/**
 * Matches names against patterns with stars. The part between two stars has a fixed length, so its leftmost match is
 * always sufficient. Nothing is tried twice, and the number of steps is at most the product of both lengths. A regular
 * expression such as `*a*a*a*b` could take exponential time.
 */
const STAR = Symbol('*');
const ANY_DEPTH = Symbol('**');
function namePattern(units) {
    const parts = splitAt(units, STAR);
    const isText = units.every((unit) => typeof unit !== 'function');
    return { parts, texts: isText ? parts.map((part) => part.join('')) : undefined };
}
const anyName = namePattern([STAR]);
function pathPattern(names) {
    return splitAt(names, ANY_DEPTH);
}
function splitAt(items, mark) {
    const parts = [[]];
    for (const item of items) {
        if (item === mark)
            parts.push([]);
        else
            parts.at(-1)?.push(item);
    }
    return parts;
}
function matchesName({ parts, texts }, name) {
    if (texts !== undefined)
        return fits(texts, name.length, (text, start) => name.startsWith(text, start));
    const characters = /[\ud800-\udfff]/.test(name) ? [...name] : name;
    const isUnit = (unit, character = '') => typeof unit === 'string' ? unit === character : unit(character);
    return fits(parts, characters.length, (part, start) => part.every((unit, index) => isUnit(unit, characters[start + index])));
}
function matchesPath(pattern, names) {
    return fits(pattern, names.length, (part, start) => part.every((name, index) => matchesName(name, names[start + index] ?? '')));
}
function mayMatchBelow([first = [], ...rest], folder) {
    const known = first.slice(0, folder.length);
    return (known.every((pattern, index) => matchesName(pattern, folder[index] ?? '')) &&
        (rest.length > 0 || first.length > folder.length));
}
/** Whether the parts are in a list of items in this order, the first one at its start and the last one at its end. */
function fits(parts, length, isAt) {
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined)
        return length === 0;
    if (parts.length === 1)
        return length === first.length && isAt(first, 0);
    const end = length - last.length;
    if (end < first.length || !isAt(first, 0) || !isAt(last, end))
        return false;
    let start = first.length;
    for (const part of parts.slice(1, -1)) {
        while (start + part.length <= end && !isAt(part, start))
            start += 1;
        start += part.length;
        if (start > end)
            return false;
    }
    return true;
}
/** @returns undefined for a set that is not closed or has an unknown class, and for a trailing backslash. */
function readUnit(characters, index) {
    const character = characters[index] ?? '';
    switch (character) {
        case '*':
            return { unit: STAR, end: index + 1 };
        case '?':
            return { unit: () => true, end: index + 1 };
        case '[':
            return readCharacterSet(characters, index);
        case '\\': {
            const escaped = characters[index + 1];
            return escaped === undefined ? undefined : { unit: escaped, end: index + 2 };
        }
        default:
            return { unit: character, end: index + 1 };
    }
}
/** ASCII only, regardless of the locale, as in Git. */
const classes = {
    alnum: '09AZaz',
    alpha: 'AZaz',
    blank: '\t\t  ',
    cntrl: '\0\x1f\x7f\x7f',
    digit: '09',
    graph: '!~',
    lower: 'az',
    print: ' ~',
    punct: '!/:@[`{~',
    space: '\t\n\r\r  ',
    upper: 'AZ',
    xdigit: '09AFaf',
};
/** Reads a set such as `[abc]`, `[a-z]`, `[!a]` or `[[:alpha:]]`. A slash never matches a set. */
function readCharacterSet(characters, start) {
    const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
    const ranges = [];
    let index = start + (negated ? 2 : 1);
    let rangeFrom;
    // A closing bracket at the beginning is part of the set.
    for (let first = true; first || characters[index] !== ']'; first = false) {
        const name = classNameAt(characters, index);
        if (name !== undefined) {
            const ends = classes[name];
            if (ends === undefined)
                return undefined;
            for (let at = 0; at < ends.length; at += 2)
                ranges.push([ends.charCodeAt(at), ends.charCodeAt(at + 1)]);
            index += name.length + '[::]'.length;
            rangeFrom = undefined;
            continue;
        }
        const isRange = characters[index] === '-' && rangeFrom !== undefined && characters[index + 1] !== ']';
        if (isRange)
            index += 1;
        if (characters[index] === '\\')
            index += 1;
        const code = characters[index]?.codePointAt(0);
        if (code === undefined)
            return undefined;
        const from = isRange ? (rangeFrom ?? code) : code;
        ranges.push([from, code]);
        index += 1;
        rangeFrom = isRange ? undefined : code;
    }
    const isIn = (code) => ranges.some(([from, to]) => from <= code && code <= to);
    return {
        unit: (character) => character !== '/' && isIn(character.codePointAt(0) ?? 0) !== negated,
        isEmpty: ranges.some(([from, to]) => from > to),
        end: index + 1,
    };
}
function classNameAt(characters, start) {
    if (characters[start] !== '[' || characters[start + 1] !== ':')
        return undefined;
    const end = characters.indexOf(']', start + 2);
    return end > start + 2 && characters[end - 1] === ':' ? characters.slice(start + 2, end - 1).join('') : undefined;
}


/***/ }),

/***/ 977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ escapeLog),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   Hj: () => (/* binding */ CUT_MARK),
/* harmony export */   IV: () => (/* binding */ withoutStyle),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   UK: () => (/* binding */ formatUsd),
/* harmony export */   XT: () => (/* binding */ listSome),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   ZH: () => (/* binding */ capitalize),
/* harmony export */   ZI: () => (/* binding */ isJsonDeeperThan),
/* harmony export */   _P: () => (/* binding */ escapeLogLine),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   h8: () => (/* binding */ htmlCode),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/**
 * Escapes external text (file names, API messages, build logs, actor.json, branch names) so that it has no effect where
 * it is printed. The text stays readable.
 */
/** C0 and C1 control characters, and characters that change the text direction or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT_ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** Returns one line in which control characters are replaced by escapes such as `\n`. */
function visible(text) {
    return text.replace(CONTROLS, (character) => SHORT_ESCAPES[character] ?? `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * Formats a value in a sentence: quoted, on one line. A long value is omitted entirely, because redaction would not
 * find a part of a secret in it.
 */
function quoted(text) {
    return text.length > 100 ? `a string of ${text.length} characters` : `"${visible(text)}"`;
}
/** Marks the end of a string that was cut off. Redaction removes the start of a secret before this mark. */
const CUT_MARK = '…';
/** Color and style, which are the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
/**
 * Escapes a line of another program's log for the step's log. Keeps color and style, and removes other terminal
 * sequences and control characters. Workflow commands have no effect: the runner recognizes `::` at the start of a line
 * (after white space) and `##[` anywhere. It ignores zero-width characters, so a space is inserted into these marks.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function escapeLogLine(line) {
    const parts = line.split(STYLE);
    const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
    return withoutCommands(kept.join(''));
}
/** Removes the color and style that `escapeLogLine` keeps. */
function withoutStyle(line) {
    return line.replace(STYLE, '');
}
function withoutControls(text) {
    return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}
/** Escapes a multiline text for the step's log. */
function escapeLog(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map(escapeLogLine)
        .join('\n');
}
function withoutCommands(line) {
    const first = skip(line, 0, { alsoSpace: true });
    const isCommand = line[first] === ':' && line[skip(line, first + 1)] === ':';
    const apart = isCommand ? `${line.slice(0, first)}: ${line.slice(first + 1)}` : line;
    let result = '';
    let shown = 0;
    for (let at = apart.indexOf('#'); at >= 0; at = apart.indexOf('#', at + 1)) {
        const second = skip(apart, at + 1);
        if (apart[second] !== '#' || apart[skip(apart, second + 1)] !== '[')
            continue;
        result += `${apart.slice(shown, second + 1)} `;
        shown = second + 1;
    }
    return result + apart.slice(shown);
}
/** Returns the offset after styles and characters that the runner ignores. */
function skip(line, from, { alsoSpace = false } = {}) {
    let at = from;
    for (;;) {
        const code = line.codePointAt(at) ?? 0;
        // Only styles are left, and they end with an m.
        if (code === 0x1b)
            at = line.indexOf('m', at) + 1;
        else if (code === 0x20 || code === 0x09 ? alsoSpace : code > 0x7f && isSkipped(code, alsoSpace)) {
            at += code > 0xffff ? 2 : 1;
        }
        else
            return at;
    }
}
/** Caches results for non-ASCII characters, because a regular expression for each of them is slow. */
const ignoredCodes = new Map();
function isSkipped(code, alsoSpace) {
    const character = String.fromCodePoint(code);
    if (alsoSpace && character.trim() === '')
        return true;
    const known = ignoredCodes.get(code);
    if (known !== undefined)
        return known;
    const isIgnored = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character);
    ignoredCodes.set(code, isIgnored);
    return isIgnored;
}
function escapeHtml(text) {
    return visible(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
function htmlCode(text) {
    return `<code>${escapeHtml(text)}</code>`;
}
/** Formats at most `most` items, such as `a, b and 3 more`. */
function listSome(items, most = 10) {
    const shown = items.slice(0, most).join(', ');
    return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
function formatCount(count, thing) {
    // Avoids toLocaleString, because its first call takes a fifth of the total startup time.
    const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
    return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}
/** Formats bytes in units of 1,000, like GitHub and Apify Console. */
function formatBytes(bytes) {
    if (bytes < 1000)
        return formatCount(bytes, 'byte');
    const units = ['kB', 'MB', 'GB'];
    const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
    return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}
function formatDuration(ms) {
    if (ms < 1000)
        return `${Math.round(ms)} ms`;
    if (ms < 60_000)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    const minutes = `${Math.floor(seconds / 60)} min`;
    return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`;
}
function formatUsd(usd) {
    return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}
/** Checks the depth before parsing, without recursion. For text that is not JSON, the result is arbitrary. */
function isJsonDeeperThan(text, levels) {
    // Most strings have too few brackets. Counting them is faster than checking each character.
    if (text.split(/[[{]/, levels + 2).length < levels + 2)
        return false;
    let depth = 0;
    let isInString = false;
    for (let index = 0; index < text.length; index += 1) {
        const character = text[index];
        if (isInString) {
            if (character === '\\')
                index += 1;
            else if (character === '"')
                isInString = false;
        }
        else if (character === '"')
            isInString = true;
        else if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth -= 1;
        if (depth > levels)
            return true;
    }
    return false;
}
function capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
/** Decodes URL encoding. Returns the text unchanged if its encoding is not valid. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 5786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
    random: Math.random,
};


/***/ }),

/***/ 8445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ limitTime),
/* harmony export */   od: () => (/* binding */ settlesWithin),
/* harmony export */   r3: () => (/* binding */ limitTimeAfter),
/* harmony export */   v7: () => (/* binding */ pause)
/* harmony export */ });
/**
 * The longest delay that Node's timers support, in milliseconds.
 * https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
 */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Starts a time limit. */
function limitTime(clock, ms) {
    return limitTimeAfter(AbortSignal.abort(), clock, { ms, reason: () => undefined });
}
/** Starts a time limit when `start` is aborted. @param reason returns the reason with which the signal is aborted. */
function limitTimeAfter(start, clock, { ms, reason }) {
    const limit = new AbortController();
    const timer = new AbortController();
    const begin = () => {
        clock.sleep(Math.min(Math.max(0, ms), MAX_TIMER_MS), timer.signal).then(() => limit.abort(reason()), () => { });
    };
    if (start.aborted)
        begin();
    else
        start.addEventListener('abort', begin, { once: true, signal: timer.signal });
    return { signal: limit.signal, end: () => timer.abort() };
}
/** Waits up to `ms` until the promise is settled. @returns whether it is settled. */
async function settlesWithin(promise, ms, clock) {
    const timer = new AbortController();
    const settled = promise.then(() => true, () => true);
    try {
        return await Promise.race([settled, pause(clock, ms, timer.signal).then(() => false)]);
    }
    finally {
        timer.abort();
    }
}
/** Sleeps for `ms`, or until the signal is aborted. */
async function pause(clock, ms, signal) {
    if (ms > 0)
        await clock.sleep(ms, signal).catch(() => { });
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(6998);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
