import type { Causes } from '../troubleshooting.ts';

const baseUrlScheme = 'Use an address such as `https://api.apify.com`.';
const baseUrlParts =
  'The address contains a user name, a `?` or a `#`, for example because it was copied with a token.';
const badJson = 'Write one JSON object: double quotes, no comments, no trailing commas.';

export const causes: Causes = {
  'The inputs … and … contradict each other': {
    cause: 'The inputs set different sources, or `files` is set although Apify gets the files from elsewhere.',
    fix: 'Keep the inputs of one source, and remove the others. Use `files` only if the action uploads the files.',
  },
  'The github-gist-url input is empty although source-type is GITHUB_GIST':
    'The action cannot derive the URL of a Gist from the run.',
  'The inputs test-input and build: false contradict each other': {
    cause: 'A test run needs the build of this step.',
    fix: 'Remove `test-input` or `build: false`.',
  },
  'The inputs promote: false and build: false contradict each other': {
    cause: '`promote: false` applies to a new build, but the step creates no build.',
    fix: 'Remove `promote: false` or `build: false`.',
  },
  'The inputs test-input and wait-for-finish: 0 contradict each other': {
    cause: 'A test run starts after the build, but the step does not wait for the build.',
    fix: 'Remove `test-input` or `wait-for-finish: 0`.',
  },
  'The test-input input is not valid JSON: line …, column …: …': {
    cause: 'The value begins with `{`, so the action reads it as JSON, but it contains a syntax error.',
    fix: badJson,
  },
  'The test-input input is not prefill, a JSON object or the path of a .json file':
    'The value is, for example, a list, plain text, or the path of another file.',
  '… is not valid JSON: line …, column …: …': {
    cause: 'The file in `test-input` contains a syntax error, or is not a JSON object.',
    fix: badJson,
  },
  'The test-input input is prefill, but … sets usesStandbyMode, and the Actor has no input schema':
    'Prefilled values come from an input schema.',
  'The test-input input is …, which does not exist': {
    cause: 'The path is wrong, or the checkout does not contain the file.',
    fix: 'Use the path of a JSON file, relative to the working directory.',
  },
  'The test-input input is …, which leads out of the workspace': {
    cause: 'The path, or a link in it, leads outside the checkout or into `.git`.',
    fix: 'Put the file into the repository.',
  },
  'The test-input input is …, which is not a file': {
    cause: 'A folder, a pipe or a device is at this path.',
    fix: 'Replace it with a regular file.',
  },
  'The test-input input is …, which has …': {
    cause: 'The file is larger than the inputs that Apify accepts.',
    fix: 'Shorten the file to at most 9 MiB.',
  },
  'The test-input input is …, which could not be read (…)': {
    cause: 'The user of this job cannot open the file. The code in parentheses is the reason.',
    fix: 'Give this step permission to read the file.',
  },
  'The … input is …, not a whole number from … to …': {
    cause: 'The number is too small or too large, or the value contains a unit, a sign, or a decimal point.',
    fix: 'Use digits only, for example `wait-for-finish: 600`, `test-timeout: 300`, `test-min-items: 1` or `keep-archives: 5`.',
  },
  'The test-memory input is …, not a power of 2 that is at least 128': 'Apify offers only certain sizes of memory.',
  'The test-max-charge-usd input is …, not an amount greater than 0':
    'The value is 0 or negative, or contains a currency or a comma.',
  '… is not the URL of a Git repository': {
    message: 'The git-repo-url input is not the URL of a Git repository',
    cause: 'The value is a path or only `OWNER/NAME`, or it contains white space.',
    fix: 'Use `https://github.com/OWNER/NAME.git`, or `git@github.com:OWNER/NAME.git` for a private repository. To select a branch and a folder, add `#BRANCH:FOLDER`.',
  },
  '… is not an http or https URL': {
    cause: 'The value of `tarball-url` or `github-gist-url` has another scheme, or contains white space.',
    fix: 'For `tarball-url`, use a URL from which Apify can download the archive. To upload the files of the checkout instead, remove the input and set `source-type: TARBALL`.<br>For `github-gist-url`, use `https://gist.github.com/OWNER/ID`.',
  },
  '… is not the URL of a Gist': {
    message: 'The github-gist-url input is not the URL of a Gist',
    cause: 'The URL leads to another site, or contains only the owner of the Gist.',
    fix: 'Use `https://gist.github.com/OWNER/ID`.',
  },
  'The token input is empty, and the step has no APIFY_TOKEN variable': {
    cause: 'The secret does not exist in this repository or environment, or the run is from a fork or Dependabot.',
    fix: 'Create a token at https://console.apify.com/settings/integrations, store it as a repository secret, and pass the secret to `token`. For forks and Dependabot, deploy on push, or use `dry-run`.',
  },
  'The token input contains white space or characters that are not in Apify tokens':
    'The secret contains more than the token, for example a second line.',
  'The actor-id input is …, a name without an account': {
    cause: 'Several accounts can have an Actor with the same name.',
    fix: 'Write `username/name`. If actor.json contains the name, you can also remove this input.',
  },
  'The actor-id input is …, which is not a valid Actor ID or username/name':
    'The value is, for example, a URL or a title.',
  'The version input is …, not MAJOR.MINOR': {
    cause: 'YAML reads an unquoted `1.0` as the number 1, or the version has three parts.',
    fix: "Write the version in quotes, as two numbers from 0 to 99 without leading zeros: `version: '1.0'`. Apify adds the third number at each build.",
  },
  'The build-tag input is …, which is not a valid tag': 'The value contains a space, a tab or a line break.',
  'The … input is …, which is not supported': {
    cause: 'The input accepts only certain values, and is case-sensitive.',
    fix: 'Use one of the values that the log lists.',
  },
  'The … input is …, not a boolean': 'The action does not accept `yes`, `on` or `1`.',
  'The APIFY_CLIENT_BASE_URL variable is not an http or https URL': {
    cause: 'The workflow, an earlier step or the runner sets the variable to an address without `https://`.',
    fix: baseUrlScheme,
  },
  'The api-base-url input is not an http or https URL': {
    cause: 'The address does not begin with `https://`.',
    fix: baseUrlScheme,
  },
  'The APIFY_CLIENT_BASE_URL variable contains user information, a query or a fragment': baseUrlParts,
  'The api-base-url input contains user information, a query or a fragment': baseUrlParts,
};
