import type { Causes } from '../troubleshooting.ts';

const moved = {
  cause: 'Another run or person moved the tag after the workflow determined the build for `expect`.',
  fix: 'Check the builds in Apify Console, then run the job again with the current build in `expect`.',
};

const notSucceeded = {
  cause: 'A tag can only point to a build that succeeded.',
  fix: 'Use a build with the status SUCCEEDED, or wait until the build has ended.',
};

export const causes: Causes = {
  'The build input is …, which belongs to another Actor (…)':
    'The ID was copied from another Actor, or the Actor in this step is wrong.',
  'The build input is …, which has the status …': notSucceeded,
  'The build input is …, which is build … and has the status …': notSucceeded,
  'The build input is …, which is not among the newest 1000 builds of this Actor':
    'The number is misspelled, or the build was deleted or is too old.',
  'The build input is …, which is neither a build nor a tag of this Actor': {
    cause: 'The value is misspelled, or the build or tag was deleted.',
    fix: 'Use a build ID, a number such as `1.2.3`, `previous`, or one of the tags that the log lists.',
  },
  'The build input is …, which cannot be found, because the tag … does not point to a build':
    'The tag is new or misspelled, so there is no current build with a previous one.',
  'The build input is …, which does not exist: no older build of the same version as … succeeded':
    'The tag already points to the first successful build of its version, or older ones were deleted.',
  'The tag … does not point to a build, but the expect input requires build …': moved,
  'The tag … points to build …, but the expect input requires build …': moved,
  'The tags input contains …, which is not a valid tag':
    'A line of the input contains a space or a tab. Each tag has its own line.',
  'The build input is empty': 'An expression in the workflow has no value, for example an output of a skipped step.',
};
