import type { Causes } from '../troubleshooting.ts';

export const causes: Causes = {
  'The Actor … (actor-id input) was not found': {
    cause: 'The ID or name is wrong, or the token belongs to an account without access to the Actor.',
    fix: 'Check the spelling, use `username/name` instead of a name alone, and check the account of the token. To create an Actor, remove `actor-id` and set its name in `.actor/actor.json`.',
  },
  'The Actor … was not found, and create-if-missing is false':
    'The name in actor.json is new or misspelled, or the token belongs to another account.',
  'The Actor … has no version …, and create-if-missing is false': {
    cause: 'The version number is new or misspelled.',
    fix: 'Set `version` to one of the versions that the log lists, or set `create-if-missing: true`.',
  },
  'Version … of … on Apify has the source type …, and source-type is not set': {
    cause: 'Someone chose this source in Apify Console, and the action does not replace it silently.',
    fix: 'Set `source-type: SOURCE_FILES` to replace the source with the files of this checkout. To keep it, set the `source-type` that the message contains, and for an archive or a Gist also its URL.',
  },
  "Apify did not store the Actor's folder (actorPath …) with the version":
    'The API ignored the property, so Apify would build the wrong folder.',
};
