import type { Causes } from '../troubleshooting.ts';

const missing = 'GitHub has no such secret for this job, or actor.json refers to a secret that the step does not pass.';
const twice = 'Only one of the two values could apply.';
const bareName = "A name alone takes its value from the step's `env`, which does not set it.";
const tooLong = 'Apify limits names to 100 characters, and values to 50,000.';

export const causes: Causes = {
  'Line … of secret-env-vars has a name that is not valid for a variable':
    'The name of a secret may contain hyphens and dots, but that of a variable may not.',
  'A secret is missing or empty: …': missing,
  '… secrets are missing or empty: …': missing,
  '… defines the same name twice (lines … and …)': twice,
  '… defines … twice (lines … and …)': twice,
  '… begins with "…", which is not a valid name':
    'There is a space before the equals sign, or the name contains a hyphen, a dot or another special character.',
  '… has no valid name before "="':
    'The name is missing, or contains a space or another character that Apify does not allow.',
  '… has no value, or is the secret itself':
    'The line is a secret without a name, or the secret after the equals sign is empty.',
  "… is neither NAME=value nor the name of one of the step's environment variables":
    "A value has several lines, or the step's `env` does not set the variable.",
  '… is neither NAME=value nor a valid name': 'The line is, for example, the rest of a value with several lines.',
  "… is the name without a value, and the step's environment has no variable with this name": bareName,
  "… is the name … without a value, and the step's environment has no variable with this name": bareName,
  '… has a name of … characters': tooLong,
  '… has a value of … characters': tooLong,
};
