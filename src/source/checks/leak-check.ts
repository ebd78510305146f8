import { ActionError, combineErrors } from '../../errors.ts';
import { formsOf, type Secret } from '../../runner/secrets.ts';
import { listSome, visible } from '../../text.ts';
import type { Inspect } from '../files/read-file.ts';
import { createSearch } from './find-needles.ts';

/** In characters. Shorter secrets could be in a file by chance. The token is searched for regardless of its length. */
const SHORTEST_SECRET = 16;

/** The number of characters to search for before the rest is compared. */
const PART_LENGTH = 16;

interface WantedSecret {
  readonly secrets: Secret[];
  readonly forms: readonly string[];
  readonly files: Set<string>;
  readonly names: Set<string>;
}

interface LeakOptions {
  readonly names: readonly string[];
  /** The folder of the files relative to the workspace root, for annotations. */
  readonly shownFolder: string;
  /** The files that are always deployed. */
  readonly namedFiles?: readonly string[];
}

/** Searches files and their names for secrets, which everyone who can view the Actor's source could use. */
export function createLeakCheck(secrets: readonly Secret[], { names, shownFolder, namedFiles = [] }: LeakOptions) {
  const wanted = listWanted(secrets);
  const parts = wanted.flatMap((secret) =>
    // Many forms differ only at the beginning or end.
    [...new Set(secret.forms.flatMap(toParts))].flatMap(toBytes).map((part) => ({ part, secret })),
  );
  const search = createSearch(parts.map(({ part }) => part));
  // UTF-16 doubles the number of bytes, and Base64 may be wrapped.
  const longest = 3 * Math.max(0, ...wanted.flatMap(({ forms }) => forms.map((form) => Buffer.byteLength(form))));

  const findSuspects = (bytes: Buffer): ReadonlySet<WantedSecret> => {
    const suspects = new Set<WantedSecret>();
    search(bytes, (index) => {
      const { secret } = parts[index] ?? {};
      if (secret !== undefined) suspects.add(secret);
    });
    return suspects;
  };
  const findIn = (bytes: Buffer): readonly WantedSecret[] => {
    const suspects = findSuspects(bytes);
    if (suspects.size === 0) return [];
    const texts = decodings(bytes);
    return [...suspects].filter(({ forms }) => {
      const needles = forms.map(withoutLineEnds);
      return texts.some((text) => needles.some((needle) => text.includes(needle)));
    });
  };
  const isSuspect = (bytes: Buffer): boolean => findSuspects(bytes).size > 0;
  if (isSuspect(Buffer.from(names.join('\u0001')))) {
    for (const name of names) for (const secret of findIn(Buffer.from(name))) secret.names.add(name);
  }

  const inspect: Inspect = ({ name, size }) => {
    let left = size;
    let end: Buffer | undefined;
    return (part) => {
      const bytes = end === undefined ? part : Buffer.concat([end, part]);
      for (const secret of findIn(bytes)) secret.files.add(name);
      left -= part.length;
      if (left > 0) end = Buffer.from(bytes.subarray(Math.max(0, bytes.length - longest)));
    };
  };
  return {
    inspect,
    isSuspect,
    /** @throws ActionError that lists the secrets and the files that contain them, but never a value. */
    throwIfFound: (): void => {
      const forms = wanted.flatMap((secret) => secret.forms);
      const found = wanted.filter(({ files, names: inNames }) => files.size + inNames.size > 0);
      const errors = found.map((secret) => toError(secret, forms, { shownFolder, namedFiles }));
      if (errors.length > 0) throw combineErrors(errors, 'secrets are in files that would be deployed');
    },
  };
}

function listWanted(secrets: readonly Secret[]): readonly WantedSecret[] {
  const wanted = new Map<string, WantedSecret>();
  for (const secret of secrets) {
    const text = secret.value.replaceAll('\r\n', '\n').trim();
    if (text === '' || (secret.kind !== 'token' && [...text].length < SHORTEST_SECRET)) continue;
    const known = wanted.get(text);
    if (known !== undefined) known.secrets.push(secret);
    else wanted.set(text, { secrets: [secret], forms: listForms(text), files: new Set(), names: new Set() });
  }
  return [...wanted.values()];
}

/**
 * Returns the forms of the whole value and of its longest line. Short lines of JSON, and the first and last lines of
 * keys, are not secret.
 */
function listForms(text: string): readonly string[] {
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
function toParts(form: string): readonly string[] {
  const characters = [...form];
  if (characters.length < PART_LENGTH) return [form];
  const middle = Math.floor(characters.length / 2);
  const start = Math.max(0, middle - PART_LENGTH);
  return [characters.slice(start, middle).join(''), characters.slice(middle, middle + PART_LENGTH).join('')];
}

function toBytes(part: string): readonly Buffer[] {
  const utf16 = Buffer.from(part, 'utf16le');
  return [Buffer.from(part), utf16, Buffer.from(utf16).swap16()];
}

/** Decodes bytes as UTF-8 and as UTF-16 (from even and odd offsets), without line breaks. */
function decodings(bytes: Buffer): readonly string[] {
  const utf16 = [bytes, bytes.subarray(1)].flatMap((from) => {
    const pairs = from.subarray(0, from.length - (from.length % 2));
    return [pairs.toString('utf16le'), Buffer.from(pairs).swap16().toString('utf16le')];
  });
  return [bytes.toString(), ...utf16].map(withoutLineEnds);
}

function withoutLineEnds(text: string): string {
  return text.replaceAll(/[\r\n]/g, '');
}

function toError(
  { secrets, files, names }: WantedSecret,
  forms: readonly string[],
  { shownFolder, namedFiles }: Required<Omit<LeakOptions, 'names'>>,
): ActionError {
  const hide = (name: string): string =>
    visible(forms.reduce((shown, form) => (form.length < 4 ? shown : shown.replaceAll(form, '***')), name));
  const inFiles = [...files].sort();
  const [first] = inFiles;
  const shown = [...inFiles.map(hide), ...[...names].sort().map((name) => `the name of ${hide(name)}`)];
  const contain = `${listSome(shown)} ${shown.length === 1 ? 'contains' : 'contain'}`;
  const path = shownFolder === '' ? first : `${shownFolder}/${first}`;
  return new ActionError(`${contain} ${describeSecrets(secrets)}`, {
    hint: hintFor(secrets, {
      isExcludable: [...files, ...names].some((name) => !namedFiles.includes(name)),
      always: namedFiles.filter((name) => files.has(name) || names.has(name)).map(hide),
    }),
    ...(first === undefined || path === undefined || names.has(first) ? {} : { place: { file: path } }),
  });
}

function describeSecrets(secrets: readonly Secret[]): string {
  const names = [...new Set(secrets.map(({ name }) => visible(name)))];
  const token = secrets.find(({ kind }) => kind === 'token');
  if (token === undefined) return `the value of the secret ${names.join(' and ')}`;
  const others = names.filter((name) => name !== 'token' || token.name !== 'token');
  return `the Apify token${others.length === 0 ? '' : ` (also the value of ${others.join(' and ')})`}`;
}

/** @param found.always the files with the secret that rules cannot exclude. */
function hintFor(
  secrets: readonly Secret[],
  { isExcludable, always }: { readonly isExcludable: boolean; readonly always: readonly string[] },
): string {
  const isToken = secrets.some(({ kind }) => kind === 'token');
  const exclude = isExcludable ? ', or exclude the file in .actorignore' : '';
  const cannot = always.length === 0 ? '' : ` .actorignore cannot exclude ${listSome(always)}.`;
  const solution = `Remove the ${isToken ? 'token' : 'secret'} from the file or its name${exclude}`;
  if (isToken) {
    return `${solution}: everyone who can see the Actor's source could use it.${cannot} If the token was committed, revoke it at https://console.apify.com/settings/integrations.`;
  }
  const names = [...new Set(secrets.filter(({ kind }) => kind === undefined).map(({ name }) => visible(name)))];
  return names.length === 0
    ? `${solution}.${cannot}`
    : `${solution}.${cannot} If the value is not a secret, move ${names.join(' and ')} to env-vars.`;
}
