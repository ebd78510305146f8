import { describe, expect, test } from '@jest/globals';
import { obstacles, releaseNotes } from '../../scripts/release-notes.ts';

const changelog = `# Changelog

## [Unreleased]

## [1.1.0] - 2027-01-02

### Added

- Something. [See](docs/x.md)

## [1.0.0] - unreleased

- First.

[1.1.0]: https://example.com/1.1.0
`;

test('the notes are the section for the version, without its heading', () => {
  expect(releaseNotes(changelog, '1.1.0')).toBe('### Added\n\n- Something. [See](docs/x.md)\n');
  const last = changelog.replace('unreleased\n', '2026-12-24\n');
  expect(releaseNotes(last, '1.0.0')).toBe('- First.\n');
});

test.each([
  ['1.0.0', 'has no date'],
  ['1.2.0', 'does not exist'],
  ['1.1', 'is not complete'],
])('the version %s %s, so there are no notes', (version) => {
  expect(releaseNotes(changelog, version)).toBeUndefined();
});

test('a version that appears twice has no notes', () => {
  expect(releaseNotes(`${changelog}\n## [1.1.0] - 2027-01-03\n`, '1.1.0')).toBeUndefined();
});

describe('reasons why a version cannot be released', () => {
  const places = { changelog, packageVersion: '1.1.0', ownVersion: '1.1.0', placeholders: [] };

  test.each([
    ['do not exist for a valid version', '1.1.0', {}, []],
    ['include a different version in package.json', '1.1.0', { packageVersion: '1.0.0' }, ['package.json has 1.0.0']],
    ['include a different version in the code', '1.1.0', { ownVersion: '1.0.0' }, ['src/runner/version.ts has 1.0.0']],
    [
      'include a missing date',
      '1.0.0',
      { packageVersion: '1.0.0', ownVersion: '1.0.0' },
      ['CHANGELOG.md has no single heading "## [1.0.0] - YEAR-MONTH-DAY"'],
    ],
    [
      'include a remaining placeholder',
      '1.1.0',
      { placeholders: ['README.md'] },
      ['OWNER is not replaced in README.md'],
    ],
  ])('%s', (_what, version, different, expected) => {
    expect(obstacles(version, { ...places, ...different })).toEqual(expected);
  });

  test.each(['v1.1.0', '1.1', '1.1.0-rc.1', '01.1.0', '', '1.1.0\n'])('include a version such as %j', (version) => {
    expect(obstacles(version, places)).toContain('the version is not MAJOR.MINOR.PATCH');
  });
});
