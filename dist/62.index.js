export const id = 62;
export const ids = [62];
export const modules = {

/***/ 1062:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  packArchive: () => (/* binding */ packArchive),
  writeArchive: () => (/* binding */ writeArchive)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/source/files/read-file.js
var read_file = __webpack_require__(2705);
// EXTERNAL MODULE: ./build/source/archive/temporary-folder.js + 1 modules
var temporary_folder = __webpack_require__(7124);
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
/** Loads the ZIP library, and creates a ZIP from bytes that are already compressed. */
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
        /** Starts a file. The previous file must be complete. */
        begin: ({ name, size, executable }) => {
            const mode = executable ? 0o100755 : 0o100644;
            const form = { compression: DEFLATED, os: UNIX, attrs: (mode << 16) >>> 0, mtime: TIME };
            entry = { filename: name, size, crc: 0, ...form };
            zip.add(entry);
        },
        add: (deflated) => push(deflated, false),
        /** @param crc CRC-32 of the uncompressed bytes. */
        endFile: (crc) => {
            if (entry !== undefined)
                entry.crc = crc;
            push(new Uint8Array(), true);
        },
        end: () => zip.end(),
        /** @returns the bytes to write, since the last call. @throws ActionError if the archive is too large for a ZIP. */
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
/** The number of bytes to collect while the disk is writing. */
const WRITE_BYTES = 256 * 1024;
/**
 * Packs files into a ZIP outside the checkout, with their names and modes. Memory use does not depend on their size.
 * @throws ActionError if a file cannot be read or changes, or if the disk is full. In that case, no archive is left
 *   behind.
 */
async function packArchive(request) {
    checkZipLimits(request.files);
    const folder = await (0,temporary_folder/* makeTemporaryFolder */.w)(request.temporaryFolder, request.workspace);
    const file = external_node_path_.join(folder, 'source.zip');
    try {
        return { path: file, byteLength: await writeArchive(file, request) };
    }
    catch (error) {
        await (0,temporary_folder/* removeArchive */.L)(file);
        throw error;
    }
}
/** @returns the size of the archive in bytes. @throws ActionError if it cannot be written. */
async function writeArchive(target, request) {
    const output = (0,external_node_fs_.createWriteStream)(target, { flags: 'wx', mode: 0o600, highWaterMark: WRITE_BYTES });
    try {
        await (0,promises_.pipeline)(packFiles(request), output);
        return output.bytesWritten;
    }
    catch (cause) {
        // Other errors are not about the archive, but about the files in it.
        if (typeof cause !== 'object' || cause === null || !('syscall' in cause))
            throw cause;
        throw new errors/* ActionError */.lZ(`Could not write the archive to ${target} (${(0,errors/* codeOf */.$N)(cause)})`, {
            hint: ['ENOSPC', 'EDQUOT'].includes((0,errors/* codeOf */.$N)(cause))
                ? 'Free up disk space in RUNNER_TEMP.'
                : 'Make RUNNER_TEMP a folder that this step can write to.',
            cause,
        });
    }
}
/** Creates the bytes of the archive. */
async function* packFiles(request) {
    const zip = await createZipStream();
    const packNext = packAhead(request);
    for (const file of request.files) {
        request.signal.throwIfAborted();
        zip.begin(file);
        const small = packNext();
        if (small === undefined)
            yield* packInParts(file, request, zip);
        else {
            const { crc, deflated } = await small;
            zip.add(deflated);
            zip.endFile(crc);
        }
        yield* zip.take();
    }
    zip.end();
    yield* zip.take();
}
/**
 * Compresses small files in advance, in Node's thread pool.
 * @returns a function that returns the next file, or undefined if that file is not small.
 */
function packAhead({ files, workspace, inspect }) {
    const started = [];
    let taken = 0;
    const packWhole = async (file) => {
        const bytes = (0,read_file/* createFileReader */.g)(workspace).readWhole(file);
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
async function* packInParts(file, { workspace, inspect, signal }, zip) {
    const inspectPart = inspect(file);
    let crc = 0;
    let deflater;
    try {
        for (const part of (0,read_file/* createFileReader */.g)(workspace).readParts(file)) {
            signal.throwIfAborted();
            deflater ??= (0,external_node_zlib_.createDeflateRaw)({ ...(await levelFor(part)), chunkSize: CHUNK_BYTES }).on('data', zip.add);
            crc = (0,external_node_zlib_.crc32)(part, crc);
            inspectPart(part);
            await write(deflater, part);
            yield* zip.take();
        }
        deflater?.end();
        if (deflater !== undefined)
            await (0,promises_.finished)(deflater);
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
