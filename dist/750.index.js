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


/** Bytes that are gathered before they are written. */
const WRITE_BYTES = 256 * 1024;
/** @throws ActionError, as its methods do, where the disk does not take it. */
async function createArchiveFile(target) {
    const fails = (cause) => {
        throw new errors/* ActionError */.lZ(`The archive could not be written to ${target} (${(0,errors/* codeOf */.$N)(cause)})`, {
            hint: 'See to it that the disk of RUNNER_TEMP has room.',
            cause,
        });
    };
    const handle = await (0,promises_.open)(target, 'wx', 0o600).catch(fails);
    let isOpen = true;
    let waiting = [];
    let waitingBytes = 0;
    let written = 0;
    const flush = async () => {
        const chunks = waiting;
        waiting = [];
        waitingBytes = 0;
        if (chunks.length > 0)
            written += (await handle.writev(chunks).catch(fails)).bytesWritten;
    };
    const abandon = async () => {
        if (!isOpen)
            return;
        isOpen = false;
        await handle.close();
    };
    let expected = 0;
    return {
        write: async (chunks) => {
            const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
            waiting.push(...chunks);
            waitingBytes += bytes;
            expected += bytes;
            if (waitingBytes >= WRITE_BYTES)
                await flush();
        },
        close: async () => {
            await flush();
            const { size } = await handle.stat();
            if (size !== expected || written !== expected)
                fails(new Error(`${size} of ${expected} bytes`));
            await abandon();
            return size;
        },
        abandon,
    };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/paths.js
var paths = __webpack_require__(1340);
;// CONCATENATED MODULE: ./build/source/archive/temporary-folder.js





/**
 * Makes a folder that only this user may read, outside the checkout.
 * @param runners the runner's folder for such files, which it empties after the job; undefined where it names none.
 * @throws ActionError where there is no place for it.
 */
async function makeTemporaryFolder(runners, workspace) {
    const checkout = await (0,promises_.realpath)(workspace);
    const problems = [];
    for (const place of runners === undefined ? [(0,external_node_os_.tmpdir)()] : [runners, (0,external_node_os_.tmpdir)()]) {
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
    throw new errors/* ActionError */.lZ(`There is no temporary folder for the archive: ${problems.join('; ')}`, {
        hint: 'RUNNER_TEMP must name a folder outside the workspace that this step may write to.',
    });
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/source/archive/zip-stream.js


/** The most that a ZIP holds in its plain form, which every reader knows. APPNOTE.TXT 4.4: the largest number of each field means Zip64. */
const MAX_ENTRIES = 0xfffe;
const MAX_BYTES = 0xffff_fffe;
/** Equal trees give equal archives. The day that Gradle uses: no time zone puts it before 1980, where a ZIP's time begins. */
const TIME = new Date(1980, 1, 1);
/** Made on Unix: the upper half of an entry's attributes is then its mode. */
const UNIX = 3;
const DEFLATED = 8;
/** @throws ActionError where there are more or larger files than a ZIP holds. */
function checkZipLimits(files) {
    if (files.length > MAX_ENTRIES) {
        throw tooLarge(`${files.length} files are more than the ${MAX_ENTRIES} that a ZIP holds`);
    }
    const large = files.find(({ size }) => size > MAX_BYTES);
    if (large !== undefined)
        throw tooLarge(`${(0,build_text/* visible */.RK)(large.name)} is larger than the 4 GiB that a ZIP holds`);
}
/** Loads the library: most runs need none. */
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
                throw tooLarge('The archive is larger than the 4 GiB that a ZIP holds');
            const taken = chunks;
            chunks = [];
            return taken;
        },
    };
}
function tooLarge(message) {
    return new errors/* ActionError */.lZ(message, {
        hint: 'Leave files out by .actorignore, or let Apify read them from Git: source-type: GIT_REPO.',
    });
}

;// CONCATENATED MODULE: ./build/source/archive/pack-archive.js









const deflate = (0,external_node_util_.promisify)(external_node_zlib_.deflateRaw);
/** Bytes. Smaller files are packed in memory, in parallel. */
const SMALL_BYTES = 512 * 1024;
/** Small files that are read and compressed ahead. */
const AHEAD = 16;
/** Bytes. Of larger files, a sample shows whether compression makes them smaller. */
const SAMPLE_FROM_BYTES = 64 * 1024;
const SAMPLE_BYTES = 16 * 1024;
/** Bytes of the buffers for compressed data. */
const CHUNK_BYTES = 64 * 1024;
/**
 * Packs files as a ZIP outside the checkout, with their names and modes. Memory does not grow with the files.
 * @throws ActionError if a file cannot be read or changes, or the disk is full. No archive is left in that case.
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
/** Deletes the archive and its folder. The runner empties its temporary folder anyway, so a failure has no effect. */
async function removeArchive(file) {
    await (0,promises_.rm)(external_node_path_.dirname(file), { recursive: true, force: true, maxRetries: 3 }).catch(() => { });
}
/** @returns bytes of the archive. */
async function writeArchive(target, request) {
    const output = await createArchiveFile(target);
    try {
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
        return await output.close();
    }
    finally {
        await output.abandon();
    }
}
/**
 * Compresses small files ahead, in Node's thread pool.
 * @returns a function that returns the next file; undefined if it is not small.
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
            // The error is thrown when the file is next, unless an earlier file fails.
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
/** Waits until the bytes are compressed, because their buffer is reused then. */
function write(deflater, bytes) {
    return new Promise((resolve, reject) => {
        deflater.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
}
/**
 * Media and compressed files do not get smaller, and compressing them takes ten times as long as copying. Level 0 stores
 * them in deflate's own form, which every reader supports.
 */
async function levelFor(bytes) {
    const middle = Math.floor(bytes.length / 2);
    const sample = bytes.subarray(middle, middle + SAMPLE_BYTES);
    return (await deflate(sample, { level: 1 })).length < sample.length * 0.97 ? undefined : { level: 0 };
}


/***/ })

};
