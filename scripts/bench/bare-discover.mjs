/**
 * What discovering is measured against: a script with nothing but Node that asks Git for the changed names and reads
 * the Actors' definitions, without a check or a message. Plain JavaScript: taking types out would take time.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import process from 'node:process';

const { before, after } = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
const changed = execFileSync('git', ['diff', '--name-only', '-z', before, after], { encoding: 'utf8' }).split('\0');
const actors = await Promise.all(
  readdirSync('actors').map(async (name) => {
    const definition = JSON.parse(await readFile(`actors/${name}/.actor/actor.json`, 'utf8'));
    return { name: definition.name, directory: `actors/${name}` };
  }),
);
const include = actors.filter(({ directory }) => changed.some((file) => file.startsWith(`${directory}/`)));
console.log(JSON.stringify({ include }));
