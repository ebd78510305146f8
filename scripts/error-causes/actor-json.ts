import type { Causes } from '../troubleshooting.ts';

const noNameOrVersion = {
  cause: 'Neither the workflow nor actor.json contains the name of the Actor or the version.',
  fix: 'Set the `actor-id` or `version` input, or add `"name"` or `"version"` to `.actor/actor.json`.',
};
const noFile = {
  cause: 'The checkout is missing, `working-directory` is wrong, or the file has another name or folder.',
  fix: 'Run `actions/checkout` before this step, and set `working-directory` to the folder that contains `.actor/`. Without the file, set the `actor-id` and `version` inputs.',
};
const tooLong = 'Apify limits names to 100 characters, and values to 50,000.';

export const causes: Causes = {
  'The file is not valid JSON: line …, column …: …': {
    cause: 'A comment, a trailing comma or another syntax error is at this position.',
    fix: 'Write strict JSON: double quotes, no comments, no trailing commas.',
  },
  'The file is …, not an object': 'The file contains a list, a string or another value.',
  '… is …, not an object': 'The value of `environmentVariables` is a list or a single value.',
  '… is …, not a string': {
    cause: 'The value is not in double quotes. JSON reads `1.0` as the number 1.',
    fix: 'Write the value in double quotes: `"version": "1.0"`.',
  },
  '… is …, not a boolean': 'The value of `usesStandbyMode` is in quotation marks, or is a number.',
  '… is …, which is not a valid Actor name':
    'The name contains the account, a space or another special character, or it is too short or too long.',
  '… is …, not MAJOR.MINOR': {
    cause: 'The version has three parts, a leading zero or a number above 99.',
    fix: 'Write two numbers from 0 to 99 without leading zeros: `"1.2"`. Apify adds the third number at each build.',
  },
  '… is …, which is not a valid tag': 'The tag contains a space, a tab or a line break.',
  '… is not a valid variable name': 'The name begins with a digit, or contains a hyphen, a dot or a space.',
  '… has a name of … characters': tooLong,
  '… has a value of … characters': tooLong,
  'The file has no …, and the … input is empty': noNameOrVersion,
  'The file has no …, and the … inputs are empty': noNameOrVersion,
  '… does not exist, and the … input is empty': noFile,
  '… does not exist, and the … inputs are empty': noFile,
  'The file has …': {
    message: 'The file has more than 100 levels of nesting',
    cause: 'A schema or the file of `actor-settings` nests objects or lists too deeply.',
    fix: 'Simplify the file.',
  },
  'The file is not valid JSON: …': 'A schema or the file of `actor-settings` contains a syntax error.',
  '… that Git has checked out as text': {
    cause: 'On Windows, Git writes links as text files if `core.symlinks` is off.',
    fix: 'Run `git config --global core.symlinks true` before the checkout, or replace the link with the file.',
  },
  '… is a link, or behind a link, whose target does not exist':
    'The target was renamed or deleted, or is not in the repository.',
  '… is a link, or behind a link, that leads out of the workspace':
    'A link must not expose other files of the runner, so the action reads only files of the checkout.',
  '… is not a file': 'A folder, a pipe or a device is at the path of actor.json.',
  '… is … (… bytes); the limit is … bytes': 'Schemas or other long values are inside actor.json.',
  '… could not be read (…)': 'The user of this job cannot open the file. The code in parentheses is the reason.',
  '… is not UTF-8 text': 'An editor saved the file in another encoding, such as UTF-16.',
};
