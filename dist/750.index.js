export const id = 750;
export const ids = [750];
export const modules = {

/***/ 750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  packArchive: () => (/* binding */ packArchive),
  removeArchive: () => (/* binding */ removeArchive)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./build/source/files/read-file.js
var read_file = __webpack_require__(2705);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
;// CONCATENATED MODULE: ./build/source/archive/archive-file.js


/** The number of bytes to collect before writing them. */
const WRITE_BYTES = 256 * 1024;
/** Error codes for a full disk or quota. */
const full = new Set(['ENOSPC', 'EDQUOT']);
/** @throws ActionError if the file cannot be written. Its methods throw the same error. */
async function createArchiveFile(target) {
    const fail = (cause) => {
        throw new errors/* ActionError */.lZ(`Could not write the archive to ${target} (${(0,errors/* codeOf */.$N)(cause)})`, {
            hint: full.has((0,errors/* codeOf */.$N)(cause))
                ? 'Free up disk space in RUNNER_TEMP.'
                : 'Make RUNNER_TEMP a folder that this step can write to.',
            cause,
        });
    };
    const handle = await (0,promises_.open)(target, 'wx', 0o600).catch(fail);
    let waiting = [];
    let waitingBytes = 0;
    let expected = 0;
    const flush = async () => {
        const chunks = waiting;
        waiting = [];
        waitingBytes = 0;
        if (chunks.length > 0)
            await handle.writev(chunks).catch(fail);
    };
    return {
        write: async (chunks) => {
            const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
            waiting.push(...chunks);
            waitingBytes += bytes;
            expected += bytes;
            if (waitingBytes >= WRITE_BYTES)
                await flush();
        },
        finish: async () => {
            await flush();
            const { size } = await handle.stat();
            if (size !== expected)
                fail(new Error(`${size} of ${expected} bytes`));
            return size;
        },
        [Symbol.asyncDispose]: () => handle.close(),
    };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/paths.js
var paths = __webpack_require__(1340);
;// CONCATENATED MODULE: ./build/source/archive/temporary-folder.js





/**
 * Creates a folder outside the checkout that only the current user can read.
 * @param runnerFolder the runner's folder for temporary files, which the runner empties after the job.
 * @throws ActionError if no such folder can be created.
 */
async function makeTemporaryFolder(runnerFolder, workspace) {
    const checkout = await (0,promises_.realpath)(workspace);
    const problems = [];
    for (const place of runnerFolder === undefined ? [(0,external_node_os_.tmpdir)()] : [runnerFolder, (0,external_node_os_.tmpdir)()]) {
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

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/source/archive/zip-stream.js


/**
 * Limits of a ZIP without Zip64, which all readers support. The largest value of each field is reserved for Zip64
 * (APPNOTE.TXT 4.4).
 */
const MAX_ENTRIES = 0xfffe;
const MAX_BYTES = 0xffff_fffe;
/**
 * The same time for all files, so that the same files always result in the same archive. ZIP times start in 1980, and
 * this date is later than that in all time zones.
 */
const TIME = new Date(1980, 1, 1);
/** On this system, the upper half of an entry's attributes contains its mode. */
const UNIX = 3;
const DEFLATED = 8;
/** @throws ActionError if a ZIP cannot contain this number of files, or if a file is too large. */
function checkZipLimits(files) {
    if (files.length > MAX_ENTRIES) {
        throw tooLarge(`A ZIP cannot contain ${files.length} files; the limit is ${MAX_ENTRIES}`);
    }
    const large = files.find(({ size }) => size > MAX_BYTES);
    if (large !== undefined)
        throw tooLarge(`${(0,build_text/* visible */.RK)(large.name)} is too large for a ZIP; the limit is 4 GiB`);
}
/** Loads the ZIP library. */
async function createZipStream() {
    const library = await __webpack_require__.e(/* import() */ 306).then(__webpack_require__.bind(__webpack_require__, 1306));
    let chunks = [];
    let length = 0;
    const zip = new library.Zip((error, chunk) => {
        if (error !== null)
            throw error;
        length += chunk.length;
        chunks.push(chunk);
    });
    let entry;
    const push = (chunk, isLast) => entry?.ondata?.(null, chunk, isLast);
    return {
        begin: ({ name, size, executable }) => {
            const mode = executable ? 0o100755 : 0o100644;
            const form = { compression: DEFLATED, os: UNIX, attrs: (mode << 16) >>> 0, mtime: TIME };
            entry = { filename: name, size, crc: 0, ...form };
            zip.add(entry);
        },
        add: (deflated) => push(deflated, false),
        endFile: (crc) => {
            if (entry !== undefined)
                entry.crc = crc;
            push(new Uint8Array(), true);
        },
        end: () => zip.end(),
        take: () => {
            if (length > MAX_BYTES)
                throw tooLarge('The archive is too large for a ZIP; the limit is 4 GiB');
            const taken = chunks;
            chunks = [];
            return taken;
        },
    };
}
function tooLarge(message) {
    return new errors/* ActionError */.lZ(message, {
        hint: 'Exclude files in .actorignore, or let Apify build from Git (source-type: GIT_REPO).',
    });
}

;// CONCATENATED MODULE: ./build/source/archive/pack-archive.js
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









const deflate = (0,external_node_util_.promisify)(external_node_zlib_.deflateRaw);
/** In bytes. Files smaller than this are packed in memory, several at a time. */
const SMALL_BYTES = 512 * 1024;
/** The number of small files to read and compress in advance. */
const AHEAD = 16;
/** In bytes. For larger files, a sample shows whether compression makes them smaller. */
const SAMPLE_FROM_BYTES = 64 * 1024;
const SAMPLE_BYTES = 16 * 1024;
/** The size of the buffers for compressed data, in bytes. */
const CHUNK_BYTES = 64 * 1024;
/**
 * Packs files into a ZIP outside the checkout, with their names and modes. Memory use does not depend on their size.
 * @throws ActionError if a file cannot be read or changes, or if the disk is full. In that case, no archive is left
 *   behind.
 */
async function packArchive(request) {
    checkZipLimits(request.files);
    const folder = await makeTemporaryFolder(request.temporaryFolder, request.workspace);
    const file = external_node_path_.join(folder, 'source.zip');
    try {
        return { path: file, byteLength: await writeArchive(file, request) };
    }
    catch (error) {
        await removeArchive(file);
        throw error;
    }
}
/** Deletes the archive and its folder. Ignores errors, because the runner empties its temporary folder anyway. */
async function removeArchive(file) {
    await (0,promises_.rm)(external_node_path_.dirname(file), { recursive: true, force: true, maxRetries: 3 }).catch(() => { });
}
/** @returns the size of the archive in bytes. */
async function writeArchive(target, request) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const output = __addDisposableResource(env_1, await createArchiveFile(target), true);
        const zip = await createZipStream();
        const packNext = packAhead(request);
        for (const file of request.files) {
            request.signal?.throwIfAborted();
            zip.begin(file);
            const small = packNext();
            if (small === undefined)
                await packInParts(file, request, { zip, output });
            else {
                const { crc, deflated } = await small;
                zip.add(deflated);
                zip.endFile(crc);
            }
            await output.write(zip.take());
        }
        zip.end();
        await output.write(zip.take());
        return await output.finish();
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
/**
 * Compresses small files in advance, in Node's thread pool.
 * @returns a function that returns the next file, or undefined if that file is not small.
 */
function packAhead({ files, workspace, inspect }) {
    const started = [];
    let taken = 0;
    const packWhole = async (file) => {
        const bytes = Buffer.from((0,read_file/* createFileReader */.g)(workspace).readWhole(file));
        inspect(file)(bytes);
        const level = bytes.length > SAMPLE_FROM_BYTES ? await levelFor(bytes) : undefined;
        return { crc: (0,external_node_zlib_.crc32)(bytes), deflated: await deflate(bytes, { ...level }) };
    };
    return () => {
        for (const file of files.slice(started.length, taken + AHEAD)) {
            const packed = file.size > SMALL_BYTES ? undefined : packWhole(file);
            // The error is thrown when it is the file's turn, unless an earlier file fails.
            packed?.catch(() => { });
            started.push(packed);
        }
        const packed = started[taken];
        started[taken] = undefined;
        taken += 1;
        return packed;
    };
}
async function packInParts(file, { workspace, inspect, signal }, { zip, output }) {
    const inspectPart = inspect(file);
    let crc = 0;
    let deflater;
    try {
        for (const part of (0,read_file/* createFileReader */.g)(workspace).readParts(file)) {
            signal?.throwIfAborted();
            deflater ??= (0,external_node_zlib_.createDeflateRaw)({ ...(await levelFor(part)), chunkSize: CHUNK_BYTES }).on('data', zip.add);
            crc = (0,external_node_zlib_.crc32)(part, crc);
            inspectPart(part);
            await write(deflater, part);
            await output.write(zip.take());
        }
        deflater?.end();
        if (deflater !== undefined)
            await (0,external_node_stream_promises_.finished)(deflater);
    }
    finally {
        deflater?.destroy();
    }
    zip.endFile(crc);
}
/** Waits until the bytes are compressed, because their buffer is then reused. */
function write(deflater, bytes) {
    return new Promise((resolve, reject) => {
        deflater.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
}
/**
 * Returns the compression level. Media and compressed files do not get smaller, and compressing them takes ten times as
 * long as copying. Level 0 stores them in deflate's own format, which all readers support.
 */
async function levelFor(bytes) {
    const middle = Math.floor(bytes.length / 2);
    const sample = bytes.subarray(middle, middle + SAMPLE_BYTES);
    return (await deflate(sample, { level: 1 })).length < sample.length * 0.97 ? undefined : { level: 0 };
}


/***/ })

};
