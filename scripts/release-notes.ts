/**
 * `node scripts/release-notes.ts 1.2.3`: prints the notes of a release from CHANGELOG.md, where everything that names
 * the version agrees; else it says what does not.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { VERSION } from '../src/runner/version.ts';

/** The section of a version, without its heading; undefined where there is none, or where it has no date yet. */
export function releaseNotes(changelog: string, version: string): string | undefined {
  const [heading, ...rest] = `\n${changelog}`.split(`\n## [${version}] - `).slice(1);
  if (heading === undefined || rest.length > 0 || !/^\d{4}-\d{2}-\d{2}\n/.test(heading)) return undefined;
  const [section = ''] = heading.slice(heading.indexOf('\n')).split(/\n(?:## |\[[^\]]+\]: )/);
  return `${section.trim()}\n`;
}

/** What keeps a version from being released, in words. */
export function obstacles(
  version: string,
  places: { readonly changelog: string; readonly packageVersion: string; readonly ownVersion: string },
): readonly string[] {
  const { changelog, packageVersion, ownVersion } = places;
  return [
    ...(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(version) ? [] : ['the version is not MAJOR.MINOR.PATCH']),
    ...(packageVersion === version ? [] : [`package.json has ${packageVersion}`]),
    ...(ownVersion === version ? [] : [`src/version.ts has ${ownVersion}`]),
    ...(releaseNotes(changelog, version) === undefined
      ? [`CHANGELOG.md has no single heading "## [${version}] - YEAR-MONTH-DAY"`]
      : []),
  ];
}

if (import.meta.main) {
  const read = (name: string): string => readFileSync(path.join(path.dirname(import.meta.dirname), name), 'utf8');
  const [version = ''] = process.argv.slice(2);
  const changelog = read('CHANGELOG.md');
  const found = obstacles(version, {
    changelog,
    packageVersion: JSON.parse(read('package.json')).version,
    ownVersion: VERSION,
  });
  for (const obstacle of found) console.error(`${version} cannot be released: ${obstacle}.`);
  if (found.length > 0) process.exitCode = 1;
  else process.stdout.write(releaseNotes(changelog, version) ?? '');
}
