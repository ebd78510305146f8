import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = path.dirname(import.meta.dirname);

/** Source files, as POSIX paths relative to `src/`. */
const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(path.sep).join('/'))
  .sort();

const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, 'src', file), 'utf8')]));

/** The modules that a file imports, including types. Paths of our own modules are relative to `src/`. */
const imports = new Map(
  [...texts].map(([file, text]) => {
    const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name);
    return [file, names.map((name) => (name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name))];
  }),
);

function importsOf(file: string): readonly string[] {
  return (imports.get(file) ?? []).filter((name) => imports.has(name));
}

function importers(module: string): readonly string[] {
  return files.filter((file) => imports.get(file)?.some((name) => name === module || name.startsWith(`${module}/`)));
}

/** The folder directly below `src/`, or the file itself. */
function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '.';
}

describe('layers', () => {
  /** From top to bottom. A folder imports only folders of lower layers, and no other folder of its own layer. */
  const layers = [
    ['actions'],
    ['version', 'builds', 'runs', 'source', 'changes', 'settings'],
    ['actor', 'env-vars', 'follow'],
    ['apify', 'github'],
    ['runner'],
    ['time'],
    ['.'],
  ];
  const layerOf = (file: string): number => layers.findIndex((folders) => folders.includes(folderOf(file)));

  test('every folder belongs to a layer', () => {
    expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
  });

  test('a layer imports only lower layers, and folders of one layer do not import each other', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => folderOf(name) !== folderOf(file) && layerOf(name) <= layerOf(file))
        .map((name) => `${file} -> ${name}`),
    );
    expect(upward).toEqual([]);
  });

  test('actions do not import each other', () => {
    const crossing = files.flatMap((file) => {
      const [, action] = /^actions\/([^/]+)\//.exec(file) ?? [];
      if (action === undefined) return [];
      return importsOf(file)
        .filter((name) => /^actions\/[^/]+\//.test(name) && !name.startsWith(`actions/${action}/`))
        .map((name) => `${file} -> ${name}`);
    });
    expect(crossing).toEqual([]);
  });

  test('no file imports itself through other files', () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      if (trail.includes(file) || done.has(file)) return;
      for (const name of importsOf(file)) visit(name, [...trail, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('a chain of imports has at most 8 levels, not counting type imports', () => {
    const withCode = new Map(
      [...texts].map(([file, text]) => {
        const code = text.replaceAll(/^(?:import|export) type [^;]*;$/gm, '');
        const names = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map(([, name = '']) => name);
        return [file, names.map((name) => path.posix.join(path.posix.dirname(file), name))];
      }),
    );
    const chains = new Map<string, readonly string[]>();
    const longestFrom = (file: string): readonly string[] => {
      const below = (withCode.get(file) ?? []).map((name) => chains.get(name) ?? longestFrom(name));
      const longest = below.reduce((a, b) => (b.length > a.length ? b : a), []);
      chains.set(file, [file, ...longest]);
      return [file, ...longest];
    };
    expect(files.map(longestFrom).filter((chain) => chain.length > 8)).toEqual([]);
  });
});

describe('external dependencies', () => {
  test.each([
    ['ky', /^apify\//],
    ['@actions/core', /^runner\//],
    ['@actions/glob', /^source\/rules\//],
    ['@actions/github', /^github\//],
    ['node:child_process', /^runner\/git\.ts$/],
  ])('%s is imported only in its folder', (module, place) => {
    const found = importers(module);
    expect(found).not.toEqual([]);
    expect(found.filter((file) => !place.test(file))).toEqual([]);
  });

  test('only source/, runner/ and the upload in apify/ access files', () => {
    const readers = [...importers('node:fs'), ...importers('node:fs/promises')];
    expect(readers.filter((file) => !/^(source\/|runner\/|apify\/request-body\.ts$)/.test(file))).toEqual([]);
  });

  test('process.env is read only in runner/', () => {
    const readers = [...texts].filter(([, text]) => text.includes('process.env')).map(([file]) => file);
    expect(readers.filter((file) => !file.startsWith('runner/'))).toEqual([]);
  });
});

describe('names', () => {
  test('at most three files are directly in src/', () => {
    expect(files.filter((file) => !file.includes('/')).length).toBeLessThanOrEqual(3);
  });

  test('no folder has a name that tools treat as build output', () => {
    const names = new Set(files.flatMap((file) => file.split('/').slice(0, -1)));
    expect(['build', 'dist', 'out', 'lib'].filter((name) => names.has(name))).toEqual([]);
  });

  test('no file has a name such as utils', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc|shared)\.ts$/.test(file))).toEqual([]);
  });

  test('no file is longer than 250 lines', () => {
    const long = [...texts].filter(([, text]) => text.split('\n').length - 1 > 250).map(([file]) => file);
    expect(long).toEqual([]);
  });

  test('the entry point of an action has at most three lines of code', () => {
    const entries = files.filter((file) => /^actions\/[^/]+\/index\.ts$/.test(file));
    expect(entries).not.toEqual([]);
    const long = entries.filter((file) => (texts.get(file) ?? '').split('\n').filter(Boolean).length > 3);
    expect(long).toEqual([]);
  });

  test('the folders of tests mirror the folders of src/', () => {
    const own = new Set(['action', 'contract', 'fixtures', 'support', 'scripts', 'emulator']);
    const strays = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => name.endsWith('.test.ts') && name.includes('/') && !own.has(name.split('/')[0] ?? ''))
      .filter((name) => !existsSync(path.join(root, 'src', path.posix.dirname(name))));
    expect(strays).toEqual([]);
  });
});
