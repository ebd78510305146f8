/** Bytes of a line that are kept; a log may hold one that never ends. */
export const MAX_LINE_BYTES = 16 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** Makes lines of bytes that come in pieces of any size. */
export interface LineDecoder {
  /** The lines that these bytes complete, without their ends. */
  push(bytes: Uint8Array): readonly string[];
  /** The last line where the bytes end without a line's end; undefined where nothing is left. */
  end(): string | undefined;
}

/** Half a word may be half a secret, which would not be known as one. */
function wholeWords(text: string): string {
  return text.replace(/\S+$/, '');
}

/**
 * LF, CR and CRs before a LF end a line, as the runner sees it: progress bars overwrite themselves by CR. The bytes
 * are split before they are decoded, so that no cut can spoil a character. Of a line over `maxBytes` the rest is left out.
 */
export function createLineDecoder(maxBytes = MAX_LINE_BYTES): LineDecoder {
  let parts: Buffer[] = [];
  let kept = 0;
  let leftOut = 0;
  let afterCr = false;

  const keep = (part: Buffer): void => {
    const piece = part.subarray(0, maxBytes - kept);
    // A copy, since the piece would hold the whole chunk in memory.
    if (piece.length > 0) parts.push(Buffer.from(piece));
    kept += piece.length;
    leftOut += part.length - piece.length;
  };
  const take = (): string => {
    const text = Buffer.concat(parts).toString();
    const line = leftOut === 0 ? text : `${wholeWords(text)}… (cut: the line has ${kept + leftOut} bytes)`;
    parts = [];
    kept = 0;
    leftOut = 0;
    return line;
  };

  return {
    push: (bytes) => {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const lines: string[] = [];
      let lf = chunk.indexOf(LF);
      let cr = chunk.indexOf(CR);
      for (let start = 0; start < chunk.length; ) {
        if (afterCr && (chunk[start] === CR || chunk[start] === LF)) {
          afterCr = chunk[start] === CR;
          start += 1;
          continue;
        }
        afterCr = false;
        if (lf !== -1 && lf < start) lf = chunk.indexOf(LF, start);
        if (cr !== -1 && cr < start) cr = chunk.indexOf(CR, start);
        const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr;
        if (end === -1) {
          keep(chunk.subarray(start));
          break;
        }
        keep(chunk.subarray(start, end));
        lines.push(take());
        afterCr = end === cr;
        start = end + 1;
      }
      return lines;
    },
    end: () => {
      afterCr = false;
      return kept + leftOut === 0 ? undefined : take();
    },
  };
}
