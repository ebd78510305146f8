import type { Causes } from '../troubleshooting.ts';

const canceled = {
  cause: 'Someone canceled the run, a newer run in its concurrency group replaced it, or the job took too long.',
  fix: 'Check in the log what was already updated, then run the job again.',
};

export const causes: Causes = {
  'Canceled (…)': canceled,
  'Canceled (…): …': canceled,
  'git … did not finish within … seconds and was stopped':
    'The disk does not respond, or Git waits for a file that is a pipe.',
  'Git returned the path "…", which is not a path inside the repository': {
    cause: 'The index of the repository is damaged, or another program changed it.',
    fix: 'Check out the repository again.',
  },
  '… on the runner is not a valid proxy URL': {
    cause: 'The variable has no scheme such as `http://`, or its password contains an unescaped `%`.',
    fix: 'Set it to a URL such as `http://proxy.example.com:8080`, with `%` in a password written as `%25`. Otherwise, remove the variable from the runner.',
  },
  'Output … could not be written: …': 'The disk is full, or an earlier step removed the file for outputs.',
  'The workspace … could not be read': {
    cause: 'The folder in `GITHUB_WORKSPACE` does not exist, or the user of this job cannot open it.',
    fix: 'Run this step after `actions/checkout`.',
  },
  'The working-directory input is …, which leads out of the workspace':
    'The path is absolute or contains `..`, or a link in it leads outside the checkout.',
  'The working-directory input is …, the .actor folder itself': {
    cause: 'The working directory is the folder that contains `.actor/`.',
    fix: 'Set `working-directory` to the parent folder of `.actor`.',
  },
  'The working-directory input is …, which is not a folder of the checkout': {
    cause: '`actions/checkout` did not run before this step, or the path is misspelled.',
    fix: 'Run this step after `actions/checkout`. Use the folder that contains `.actor/`, relative to the root of the repository, without white space at its start or end.',
  },
};
