import type { Causes } from '../troubleshooting.ts';

const unmatched = 'The path is misspelled, or its files were moved or deleted.';

export const causes: Causes = {
  'The base input is "…", which is not a valid commit, branch or tag':
    'The value begins with a hyphen, or contains a space, a range or another character that Git does not allow.',
  '… is tracked by Git, but it is not in the checkout': {
    cause: 'A sparse checkout excludes the file, or an earlier step deleted it.',
    fix: 'Add the folder to `sparse-checkout` of `actions/checkout`, or keep the file.',
  },
  '… has no "name"': 'The matrix needs a name for each Actor.',
  '… are affected, but a matrix has at most 256 jobs': 'A change affects more Actors than GitHub Actions allows.',
  'The workspace is empty': 'No earlier step has checked out the repository.',
  'The pattern … in the … input does not match any Actor folder': {
    cause: 'The path is misspelled, or no folder that it matches contains `.actor/actor.json`.',
    fix: 'Correct or remove the line. Patterns start at the root of the repository. Instead of braces, write one line for each alternative.',
  },
  'The pattern … in the … input does not match any file': {
    cause: unmatched,
    fix: 'Correct or remove the line. Patterns start at the root of the repository. Instead of braces, write one line for each alternative.',
  },
};
