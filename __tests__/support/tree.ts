import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { diskKnowsModes } from './disk.ts';

/** A folder with real files, links and repositories; all names are relative to it. */
export interface Tree extends Disposable {
  readonly folder: string;
  /** The content of each file is its name, so that tests can recognize it. */
  files(...names: readonly string[]): Tree;
  file(name: string | Buffer, content: string | Uint8Array, mode?: number): Tree;
  link(name: string, target: string): Tree;
  remove(name: string): Tree;
  /** Runs Git in the folder, or in a subfolder: `git('-C', 'packages/a', 'init')`. */
  git(...args: readonly string[]): Tree;
  /** Creates a repository in the folder or in a subfolder. */
  init(below?: string): Tree;
  /** Creates a repository, and adds all files that are not ignored. */
  track(below?: string): Tree;
  /** Creates a repository, adds all files that are not ignored, and commits. */
  commit(below?: string): Tree;
  path(name: string): string;
}

/** Excludes the settings of the machine, which may change line endings, reject links or ignore files. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

const settings = [
  'user.name=test',
  'user.email=test@example.com',
  'init.templateDir=',
  'init.defaultBranch=main',
  'maintenance.auto=false',
  'protocol.file.allow=always',
].flatMap((setting) => ['-c', setting]);

export function createTree(): Tree {
  const folder = realpathSync.native(mkdtempSync(path.join(tmpdir(), 'tree-')));
  const at = (name: string): string => path.join(folder, name);
  const tree: Tree = {
    folder,
    path: at,
    files: (...names) => {
      for (const name of names) tree.file(name, name);
      return tree;
    },
    file: (name, content, mode = 0o644) => {
      const file = typeof name === 'string' ? at(name) : Buffer.concat([Buffer.from(`${folder}/`), name]);
      if (typeof file === 'string') mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      chmodSync(file, mode);
      return tree;
    },
    link: (name, target) => {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      symlinkSync(target, at(name));
      return tree;
    },
    remove: (name) => {
      rmSync(at(name), { recursive: true, maxRetries: 10 });
      return tree;
    },
    git: (...args) => {
      execFileSync('git', [...settings, ...args], { cwd: folder, env: gitEnvironment, stdio: 'pipe' });
      return tree;
    },
    // The same files as from `git init`, without a process for each tree.
    init: (below = '.') => {
      if (existsSync(at(`${below}/.git`))) return tree;
      mkdirSync(at(`${below}/.git/objects`), { recursive: true });
      mkdirSync(at(`${below}/.git/refs`));
      const config = diskKnowsModes ? '' : '[core]\n\tfileMode = false\n';
      return tree.file(`${below}/.git/HEAD`, 'ref: refs/heads/main\n').file(`${below}/.git/config`, config);
    },
    track: (below = '.') => tree.init(below).git('-C', below, 'add', '-A'),
    commit: (below = '.') => tree.track(below).git('-C', below, 'commit', '-q', '--allow-empty', '-m', 'Files'),
    // Windows cannot remove a folder in which a Git process still runs. The retries wait for up to 5.5 seconds.
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
  return tree;
}

/** Files that Git touches while it reads: it marks objects and shared indexes as in use. */
const MARKED_BY_READING = /\/\.git\/(?:objects\/|.*\/?sharedindex)/;

/** Everything in a folder as one string: names, kinds, modes, times and bytes, including repositories. */
export function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const visit = (place: Buffer): void => {
    for (const name of readdirSync(place, { encoding: 'buffer' })) {
      const inner = Buffer.concat([place, Buffer.from('/'), name]);
      const stats = lstatSync(inner);
      const times = MARKED_BY_READING.test(inner.toString()) ? '' : `${stats.mtimeMs} ${stats.ctimeMs}`;
      hash.update(name).update(`\0${stats.mode} ${stats.size} ${times}\0`);
      if (stats.isDirectory()) visit(inner);
      else if (stats.isSymbolicLink()) hash.update(readlinkSync(inner, 'buffer'));
      else if (stats.isFile()) hash.update(readFileSync(inner));
    }
  };
  visit(Buffer.from(folder));
  return hash.digest('hex');
}
