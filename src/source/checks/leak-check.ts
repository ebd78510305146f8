import { ActionError, combineErrors } from '../../errors.ts';
import type { Secret } from '../../runner/secrets.ts';
import { listSome, visible } from '../../text.ts';
import type { Look } from '../files/read-file.ts';
import type { SourceFile } from '../files/source-file.ts';

/** Characters from which on a secret is looked for: shorter ones turn up in files by chance. The token always is. */
const SHORTEST_SECRET = 16;

/** Looks for secrets in what is deployed: whoever may see an Actor's source would see them. */
export interface LeakCheck extends Look {
  /** @throws ActionError that names every file that holds a secret, and which, never its value. */
  stopWhereLeaked(): void;
}

/** A secret as it is looked for: no white space around it, its lines ended by LF. */
interface Needle {
  /** All names of this value. */
  readonly names: string[];
  readonly isToken: boolean;
  readonly bytes: Buffer;
  readonly hasLines: boolean;
  /** Those that hold it, each once. */
  readonly files: Set<string>;
}

/**
 * @param secrets the first that is called `token` is the Apify token.
 * @param shownFolder the working directory from the workspace's root, for annotations.
 */
export function createLeakCheck(secrets: readonly Secret[], shownFolder: string): LeakCheck {
  const needles = needlesOf(secrets);
  // In a file with CRLF a value of many lines has as many bytes more.
  const longest = Math.max(0, ...needles.map(({ bytes }) => bytes.length + bytes.filter((byte) => byte === LF).length));
  const look = ({ name }: SourceFile, bytes: Buffer): void => {
    let withLf: Buffer | undefined;
    for (const needle of needles) {
      if (needle.hasLines) withLf ??= toLf(bytes);
      if ((needle.hasLines && withLf !== undefined ? withLf : bytes).includes(needle.bytes)) needle.files.add(name);
    }
  };
  return {
    look,
    follow: (file) => {
      let end = Buffer.alloc(0);
      return (part) => {
        if (longest === 0) return;
        const window = end.length === 0 ? part : Buffer.concat([end, part]);
        look(file, window);
        end = Buffer.from(window.subarray(Math.max(0, window.length - longest + 1)));
      };
    },
    stopWhereLeaked: () => {
      const found = needles.filter(({ files }) => files.size > 0).map((needle) => leakOf(needle, shownFolder));
      if (found.length > 0) throw combineErrors(found, 'secrets are in files that would be deployed');
    },
  };
}

const LF = 0x0a;

function needlesOf(secrets: readonly Secret[]): readonly Needle[] {
  const token = secrets.find(({ name }) => name === 'token');
  const needles = new Map<string, Needle>();
  for (const secret of secrets) {
    const text = secret.value.replaceAll('\r\n', '\n').trim();
    const isToken = secret === token;
    if (text === '' || (!isToken && [...text].length < SHORTEST_SECRET)) continue;
    const known = needles.get(text);
    if (known === undefined) {
      const bytes = Buffer.from(text);
      needles.set(text, { names: [secret.name], isToken, bytes, hasLines: bytes.includes(LF), files: new Set() });
    } else if (!known.names.includes(secret.name)) {
      known.names.push(secret.name);
    }
  }
  return [...needles.values()];
}

/** The bytes with LF in place of CRLF; the same buffer where there is none. */
function toLf(bytes: Buffer): Buffer {
  let from = bytes.indexOf('\r\n');
  if (from < 0) return bytes;
  const result = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let start = 0;
  for (; from >= 0; from = bytes.indexOf('\r\n', start)) {
    length += bytes.copy(result, length, start, from);
    start = from + 1;
  }
  length += bytes.copy(result, length, start);
  return result.subarray(0, length);
}

function leakOf({ names, isToken, files }: Needle, shownFolder: string): ActionError {
  const sorted = [...files].sort();
  const [first = ''] = sorted;
  const place = { file: shownFolder === '' ? first : `${shownFolder}/${first}` };
  const hold = `${listSome(sorted.map(visible))} ${sorted.length === 1 ? 'holds' : 'hold'}`;
  if (isToken) {
    const others = names.slice(1).map(visible);
    const also = others.length === 0 ? '' : ` (${listSome(others)} has the same value)`;
    return new ActionError(`${hold} the Apify token${also}`, {
      hint: 'Whoever may see the source of the Actor could use it. Take it out of the file, or leave the file out by .actorignore; where it was committed, revoke it at https://console.apify.com/settings/integrations.',
      place,
    });
  }
  const shown = names.map(visible).join(' and ');
  // What stands in a URL is no variable.
  const others = names.every((name) => name.endsWith('(user information)'))
    ? ' or take it out'
    : `, or, where the value is no secret, move ${shown} to env-vars`;
  return new ActionError(`${hold} the value of the secret ${shown}`, {
    hint: `Leave the file out by .actorignore${others}.`,
    place,
  });
}
