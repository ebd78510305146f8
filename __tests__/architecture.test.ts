import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.dirname(import.meta.dirname);
const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.posix.join('src', name.split(path.sep).join('/')));

/** Every module that a file names, types too: paths of ours from the root, others as written. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*(?:\/\*.*?\*\/\s*)?'([^']+)'/g)].map(
    ([, name = '']) => name,
  );
  return names.map((name) => (name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name));
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importers(module: string): readonly string[] {
  return files.filter((file) => imports.get(file)?.some((name) => name === module || name.startsWith(`${module}/`)));
}

test.each([
  ['ky', /^src\/apify\//],
  ['@actions/core', /^src\/(inputs|report)\.ts$/],
  ['@actions/glob', /^src\/source\//],
  ['@actions/github', /^src\/(source|discover)\//],
  ['node:child_process', /^src\/git\.ts$/],
])('%s is imported only where it belongs', (module, place) => {
  const found = importers(module);
  expect(found).not.toEqual([]);
  expect(found.filter((file) => !place.test(file))).toEqual([]);
});

test('the disk is read where the workspace, actor.json and the source are', () => {
  const allowed = /^src\/(workspace\.ts|actor-json\/|source\/|build\/log-places\.ts|discover\/)/;
  expect([...importers('node:fs'), ...importers('node:fs/promises')].filter((file) => !allowed.test(file))).toEqual([]);
});

test('process.env is read in one place', () => {
  const readers = files.filter((file) => readFileSync(path.join(root, file), 'utf8').includes('process.env'));
  expect(readers).toEqual(['src/inputs.ts']);
});

test('stages do not know each other', () => {
  const stages = ['src/source/', 'src/update/', 'src/build/', 'src/discover/', 'src/report.ts'];
  const crossings = files.flatMap((file) => {
    // The second action's story is main's twin.
    const own = file === 'src/discover/discover.ts' ? undefined : stages.find((stage) => file.startsWith(stage));
    const others = stages.filter((stage) => own !== undefined && stage !== own);
    return (imports.get(file) ?? [])
      .filter((name) => others.some((stage) => name.startsWith(stage)))
      .map((name) => `${file} -> ${name}`);
  });
  expect(crossings).toEqual([]);
});

test('no file is reached from itself', () => {
  const cycles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      cycles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of imports.get(file) ?? []) if (imports.has(next)) visit(next, [...way, file]);
    done.add(file);
  };
  const done = new Set<string>();
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('nothing imports the story', () => {
  expect(importers('src/main.ts')).toEqual(['src/index.ts']);
});
