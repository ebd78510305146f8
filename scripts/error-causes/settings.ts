import type { Causes } from '../troubleshooting.ts';

const otherType = {
  cause: "Apify's API requires this type for the setting.",
  fix: 'Write a value of this type.',
};

export const causes: Causes = {
  'The actor-settings file does not exist': {
    cause: 'The path is wrong, or the checkout does not contain the file.',
    fix: 'Correct the path, which is relative to the working directory, or add the file.',
  },
  'The actor-settings file leads out of the workspace':
    'The path, or a link in it, leads outside the checkout or into `.git`.',
  'The actor-settings file is not a file': 'A folder, a pipe or a device is at this path.',
  'The actor-settings file has …': {
    cause: 'Settings need a few KiB, so the path probably leads to another file.',
    fix: 'Correct the path, or shorten the file to at most 1 MB.',
  },
  'The actor-settings file could not be read (…)':
    'The user of this job cannot open the file. The code in parentheses is the reason.',
  'The actor-settings file is not a JSON object': 'The file contains a list, a string or another value.',
  '… has … characters': {
    cause: 'The text is shorter or longer than Apify recommends.',
    fix: 'Use 40 to 50 characters for `title` and `seoTitle`, and 140 to 156 for `seoDescription`.',
  },
  '… is not a setting that this action updates': {
    cause: 'The key is misspelled, or only Apify Console can change it.',
    fix: 'Use one of the settings that the log lists. Change prices, `isPublic` and `name` in Apify Console.',
  },
  '… is not an object': {
    cause: 'The setting consists of several values with names.',
    fix: 'Write an object with the keys that the log lists.',
  },
  '… is not a documented setting': {
    cause: 'The key is misspelled, or is not in the API reference of this setting.',
    fix: 'Use one of the keys that the log lists.',
  },
  '… is not a string': otherType,
  '… is not a string or null': otherType,
  '… is not a boolean': otherType,
  '… is not a boolean or null': otherType,
  '… is not an integer': otherType,
  '… is not an integer or null': otherType,
  '… is not an array of strings': otherType,
  '… is not an array of strings or null': otherType,
  "The Actor's settings could not be updated: …": {
    cause: 'Apify rejected a value, or did not respond. The rest of the deployment is complete.',
    fix: 'Correct the value that the message names, then run the step again. You can also change the settings in Apify Console.',
  },
};
