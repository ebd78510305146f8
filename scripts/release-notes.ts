/**
 * `node scripts/release-notes.ts 1.2.3` prints the release notes from CHANGELOG.md. If the version cannot be released,
 * it prints the reasons and exits with code 1.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { VERSION } from '../src/runner/version.ts';
import { findPlaceholders } from './owner.ts';

/** Returns the section of a version, without its heading; undefined if it does not exist or has no date. */
export function releaseNotes(changelog: string, version: string): string | undefined {
  const [heading, ...rest] = `\n${changelog}`.split(`\n## [${version}] - `).slice(1);
  if (heading === undefined || rest.length > 0 || !/^\d{4}-\d{2}-\d{2}\n/.test(heading)) return undefined;
  const [section = ''] = heading.slice(heading.indexOf('\n')).split(/\n(?:## |\[[^\]]+\]: )/);
  return `${section.trim()}\n`;
}

/** Returns the reasons why a version cannot be released. */
export function obstacles(
  version: string,
  places: {
    readonly changelog: string;
    readonly packageVersion: string;
    readonly ownVersion: string;
    /** Files that contain the placeholder for the owner of the repository. */
    readonly placeholders: readonly string[];
  },
): readonly string[] {
  const { changelog, packageVersion, ownVersion, placeholders } = places;
  return [
    ...(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(version) ? [] : ['the version is not MAJOR.MINOR.PATCH']),
    ...(packageVersion === version ? [] : [`package.json has ${packageVersion}`]),
    ...(ownVersion === version ? [] : [`src/runner/version.ts has ${ownVersion}`]),
    ...(releaseNotes(changelog, version) === undefined
      ? [`CHANGELOG.md has no single heading "## [${version}] - YEAR-MONTH-DAY"`]
      : []),
    ...(placeholders.length === 0 ? [] : [`OWNER is not replaced in ${placeholders.join(', ')}`]),
  ];
}

if (import.meta.main) {
  const root = path.dirname(import.meta.dirname);
  const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
  const [version = ''] = process.argv.slice(2);
  const changelog = read('CHANGELOG.md');
  const found = obstacles(version, {
    changelog,
    packageVersion: JSON.parse(read('package.json')).version,
    ownVersion: VERSION,
    placeholders: [...findPlaceholders(root).keys()],
  });
  for (const obstacle of found) console.error(`${version} cannot be released: ${obstacle}.`);
  if (found.length > 0) process.exitCode = 1;
  else process.stdout.write(releaseNotes(changelog, version) ?? '');
}
