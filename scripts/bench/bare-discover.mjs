/**
 * The fastest fair way to discover: a script with only Node and Git that lists the changed files and all files, and
 * reads each Actor's definition synchronously.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { before, after } = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1024 ** 3 }).split('\0');
const changed = git('diff', '--name-only', '-z', before, after);
const definitions = git('ls-files', '-z').filter((file) => file.endsWith('/.actor/actor.json'));
const actors = definitions.map((file) => ({
  name: JSON.parse(readFileSync(file, 'utf8')).name,
  directory: file.slice(0, -'/.actor/actor.json'.length),
}));
const include = actors.filter(({ directory }) => changed.some((file) => file.startsWith(`${directory}/`)));
console.log(JSON.stringify({ include }));
