import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { createGit, type Git } from '../../src/runner/git.ts';
import { findWorkspace } from '../../src/runner/workspace.ts';
import { type ListedSource, listSourceFiles } from '../../src/source/files/list-files.ts';
import { notCanceled } from './signals.ts';
import { createTree, fingerprint, gitEnvironment, type Tree } from './tree.ts';

/** A tree, and the files in it that are deployed. */
export interface SourceRow {
  readonly title: string;
  /** False if this disk or system does not support the tree. */
  readonly possible?: boolean;
  readonly build: (tree: Tree) => void;
  /** The working directory; the default is the root of the tree. */
  readonly from?: string;
  /** Lines of the `files` input. */
  readonly patterns?: readonly string[];
  readonly namedFiles?: readonly string[];
  readonly git?: Git;
  /**
   * Names in order. In a pair, the second name is the file with the expected content, relative to the root of the tree.
   */
  readonly sent: readonly (string | readonly [name: string, content: string])[];
  /** The warnings, in order. Notices are checked only if there are patterns for them. */
  readonly warnings?: readonly RegExp[];
  readonly notices?: readonly RegExp[];
}

/** Rows whose trees are possible on this disk. */
export function possible<Row extends { readonly possible?: boolean }>(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.possible !== false);
}

/** Lists a tree and checks that nothing in it was changed. */
export async function list(tree: Tree, row: Omit<SourceRow, 'title' | 'build' | 'sent'>): Promise<ListedSource> {
  const before = fingerprint(tree.folder);
  try {
    const workspace = await findWorkspace(tree.folder, row.from ?? '.');
    return await listSourceFiles({
      workspace,
      uploadRoot: workspace.workingDirectory,
      otherFolders: [],
      patterns: row.patterns ?? ['**'],
      namedFiles: row.namedFiles ?? ['.actor/actor.json'],
      git: row.git ?? createGit(gitEnvironment),
      signal: notCanceled,
    });
  } finally {
    expect(fingerprint(tree.folder)).toBe(before);
  }
}

/** Builds a row's tree and checks names, bytes and diagnostics. */
export async function checkRow(row: SourceRow): Promise<void> {
  using tree = createTree();
  row.build(tree);
  const { files, diagnostics } = await list(tree, row);
  expect(files.map(({ name }) => name)).toEqual(row.sent.map((sent) => (typeof sent === 'string' ? sent : sent[0])));
  for (const [index, { path, size }] of files.entries()) {
    const bytes = readFileSync(path);
    expect(size).toBe(bytes.length);
    const sent = row.sent[index];
    if (Array.isArray(sent)) expect(bytes.toString()).toBe(sent[1]);
  }
  const messages = (level: string): readonly string[] =>
    diagnostics.filter((diagnostic) => diagnostic.level === level).map(({ message }) => message);
  expectEach(messages('warning'), row.warnings ?? []);
  if (row.notices !== undefined) expectEach(messages('notice'), row.notices);
}

function expectEach(messages: readonly string[], patterns: readonly RegExp[]): void {
  expect(messages).toEqual(patterns.map((pattern) => expect.stringMatching(pattern)));
}

/** The error for a row. */
export async function errorOf(row: Omit<SourceRow, 'title' | 'sent'>): Promise<{
  readonly message: string;
  readonly hint: string | undefined;
}> {
  using tree = createTree();
  row.build(tree);
  const listed = list(tree, row).then(
    ({ files }) => {
      throw new Error(`no error, but ${files.map(({ name }) => name).join(', ')}`);
    },
    (error: { readonly message: string; readonly hint?: string }) => ({ message: error.message, hint: error.hint }),
  );
  return await listed;
}
