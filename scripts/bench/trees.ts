import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The Actor in the trees. */
export const actorName = 'benchmarked';
export const versionNumber = '0.1';

/** Git checkouts. Each is created when it is used for the first time. */
export interface Trees {
  readonly small: () => Promise<string>;
  readonly middle: () => Promise<string>;
  readonly large: () => Promise<string>;
  /** `small` with 60,000 ignored files. */
  readonly ignoring: () => Promise<string>;
  /** `small` with an input, dataset, key-value store and output schema. */
  readonly schemas: () => Promise<string>;
  /** 20 MB of assets. */
  readonly heavy: () => Promise<string>;
  readonly monorepo: () => Promise<Monorepo>;
}

export interface Monorepo {
  readonly workspace: string;
  readonly event: object;
  /** The folder of the changed Actor. */
  readonly changed: string;
}

/** @param folder an empty folder. */
export function treesIn(folder: string): Trees {
  const at = (name: string): string => path.join(folder, name);
  return {
    small: once(() => makeTree(at('small'), 15)),
    middle: once(() => makeTree(at('middle'), 500)),
    large: once(() => makeTree(at('large'), 5_000)),
    ignoring: once(() => makeTree(at('ignoring'), 15, { ignored: 60_000 })),
    schemas: once(() => makeTree(at('schemas'), 15, { withSchemas: true })),
    heavy: once(() => makeTree(at('heavy'), 40, { assetMegabytes: 20 })),
    monorepo: once(() => makeMonorepo(at('monorepo'), { actors: 500, files: 20_000 })),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Creates a checkout of `tracked` committed files.
 * @param more the number of ignored files, the size of the assets in megabytes (half of them text, half of them
 *   random), and the schemas.
 * @returns the folder.
 */
export async function makeTree(
  top: string,
  tracked: number,
  more: { readonly ignored?: number; readonly assetMegabytes?: number; readonly withSchemas?: boolean } = {},
): Promise<string> {
  const { ignored = 0, assetMegabytes = 0, withSchemas = false } = more;
  await mkdir(path.join(top, '.actor'), { recursive: true });
  const definition = {
    ...{ actorSpecification: 1, name: actorName, version: versionNumber, buildTag: 'latest' },
    ...(withSchemas ? schemaReferences : {}),
  };
  await writeFile(path.join(top, '.actor', 'actor.json'), JSON.stringify(definition));
  await writeFile(path.join(top, 'Dockerfile'), 'FROM apify/actor-node:24\nCOPY . ./\n');
  await writeFile(path.join(top, '.gitignore'), 'node_modules\n');
  for (const [name, schema] of withSchemas ? Object.entries(schemas) : []) {
    await writeFile(path.join(top, '.actor', name), JSON.stringify(schema, null, 2));
  }
  await writeModules(path.join(top, 'src'), tracked - 3 - assetMegabytes, 300);
  await writeModules(path.join(top, 'node_modules'), ignored, 0);
  await writeAssets(path.join(top, 'assets'), assetMegabytes);
  commitAll(top, 'Benchmark');
  return top;
}

/** Creates a checkout of many Actors. Its last commit changes one file of the last Actor. */
async function makeMonorepo(top: string, size: { readonly actors: number; readonly files: number }): Promise<Monorepo> {
  for (let actor = 0; actor < size.actors; actor += 1) {
    const name = `actor-${actor}`;
    const parent = path.join(top, 'actors', name);
    await mkdir(path.join(parent, '.actor'), { recursive: true });
    const definition = { actorSpecification: 1, name, title: `Actor ${actor}`, version: '0.1', buildTag: 'latest' };
    await writeFile(path.join(parent, '.actor', 'actor.json'), JSON.stringify(definition, null, 2));
    await writeModules(path.join(parent, 'src'), size.files / size.actors - 1, 60);
  }
  const before = commitAll(top, 'Actors');
  const changed = `actors/actor-${size.actors - 1}`;
  await appendFile(path.join(top, changed, 'src', 'part-0', 'module-1.js'), '// changed\n');
  return { workspace: top, event: { before, after: commitAll(top, 'Change one') }, changed };
}

/** An input schema with 20 fields. */
const inputSchema = {
  title: 'Input',
  type: 'object',
  schemaVersion: 1,
  properties: Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `field${index}`,
      { title: `Field ${index}`, type: 'string', description: 'Text', editor: 'textfield', prefill: 'text' },
    ]),
  ),
  required: ['field0'],
};

const schemaReferences = {
  input: './input.json',
  output: './output.json',
  storages: { dataset: './dataset.json', keyValueStore: './store.json' },
};

const schemas = {
  'input.json': inputSchema,
  'output.json': {
    actorOutputSchemaVersion: 1,
    title: 'Output',
    properties: { items: { type: 'string', title: 'Items', template: '{{links.apiDefaultDatasetUrl}}/items' } },
  },
  'dataset.json': {
    actorSpecification: 1,
    fields: { type: 'object', properties: { url: { type: 'string' } } },
    views: {
      overview: {
        title: 'Overview',
        transformation: { fields: ['url'] },
        display: { component: 'table', properties: { url: { label: 'URL' } } },
      },
    },
  },
  'store.json': {
    actorKeyValueStoreSchemaVersion: 1,
    title: 'Files',
    collections: { images: { title: 'Images', keyPrefix: 'image-', contentTypes: ['image/png'] } },
  },
};

async function writeModules(top: string, count: number, bytesPerFile: number): Promise<void> {
  const perFolder = 100;
  for (let start = 0; start < count; start += perFolder) {
    const parent = path.join(top, `part-${start / perFolder}`);
    await mkdir(parent, { recursive: true });
    const names = Array.from({ length: Math.min(perFolder, count - start) }, (_, index) => `module-${index}`);
    await Promise.all(
      names.map((name) =>
        writeFile(
          path.join(parent, `${name}.js`),
          `export const name = '${name}';\n`.repeat(20).slice(0, bytesPerFile),
        ),
      ),
    );
  }
}

async function writeAssets(folder: string, megabytes: number): Promise<void> {
  if (megabytes === 0) return;
  await mkdir(folder);
  for (let index = 0; index < megabytes; index += 1) {
    const random = randomBytes(2 ** 20);
    if (index % 2 === 0) await writeFile(path.join(folder, `image-${index}.bin`), random);
    else await writeFile(path.join(folder, `table-${index}.txt`), random.toString('hex').slice(0, 2 ** 20));
  }
}

/** @returns the hash of the commit. */
function commitAll(top: string, message: string): string {
  const git = (...args: readonly string[]): string => {
    const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'core.autocrlf=false'];
    return execFileSync('git', [...identity, ...args], { cwd: top, encoding: 'utf8' }).trim();
  };
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', message);
  return git('rev-parse', 'HEAD');
}
