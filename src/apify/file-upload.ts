import { openAsBlob } from 'node:fs';
import type { Upload } from './api.ts';

/** An upload of a file on disk, which each attempt reads from its beginning, in parts. */
export function uploadFile(path: string, upload: Omit<Upload, 'open'>): Upload {
  return {
    ...upload,
    open: () => {
      async function* parts(): AsyncGenerator<Uint8Array> {
        yield* (await openAsBlob(path)).stream();
      }
      return ReadableStream.from(parts());
    },
  };
}
