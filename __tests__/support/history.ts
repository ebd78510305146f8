import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createTree, gitEnvironment, type Tree } from './tree.ts';

/** A repository with a history. It is the workspace of a run, or the source of a clone. */
export interface History extends Disposable {
  readonly folder: string;
  readonly tree: Tree;
  /** Writes files, removes files that are null, and commits. @returns the hash of the commit. */
  commit(changes: Readonly<Record<string, string | null>>): string;
  git(...args: readonly string[]): string;
  /** Clones the repository into a separate folder, with options for `git clone`. */
  clone(...options: readonly string[]): History;
  /** Copies the repository without starting Git. */
  copy(): History;
}

export function createHistory(): History {
  const tree = createTree().git('init', '-q');
  return historyOf(tree);
}

function historyOf(tree: Tree): History {
  const git = (...args: readonly string[]): string => {
    return execFileSync('git', ['-C', tree.folder, ...args], {
      env: gitEnvironment,
      stdio: 'pipe',
      encoding: 'utf8',
    }).trim();
  };
  return {
    folder: tree.folder,
    tree,
    git,
    commit: (changes) => {
      for (const [name, content] of Object.entries(changes)) {
        if (content === null) tree.remove(name);
        else tree.file(name, content);
      }
      tree.git('add', '-A').git('commit', '-q', '--allow-empty', '-m', 'Change');
      return readHead(tree);
    },
    clone: (...options) => {
      const copy = createTree().git('clone', '-q', ...options, pathToFileURL(tree.folder).href, '.');
      return historyOf(copy);
    },
    copy: () => {
      const copy = createTree();
      cpSync(tree.folder, copy.folder, { recursive: true, verbatimSymlinks: true });
      return historyOf(copy);
    },
    [Symbol.dispose]: () => tree[Symbol.dispose](),
  };
}

/** Reads the hash that a commit has just written, without starting a Git process. */
function readHead(tree: Tree): string {
  const head = readFileSync(tree.path('.git/HEAD'), 'utf8').trim();
  const branch = /^ref: (.*)$/.exec(head)?.[1];
  return branch === undefined ? head : readFileSync(tree.path(`.git/${branch}`), 'utf8').trim();
}

/** The actor.json and a source file of an Actor in this folder. */
export function actorFiles(folder: string, definition: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const name = folder.replaceAll('/', '-');
  const prefix = folder === '' ? '' : `${folder}/`;
  return {
    [`${prefix}.actor/actor.json`]: JSON.stringify({ actorSpecification: 1, name, version: '0.1', ...definition }),
    [`${prefix}src/main.js`]: `// ${name}\n`,
  };
}
