import type { Causes } from '../troubleshooting.ts';

export const causes: Causes = {
  '… of … could not be deleted: …': {
    cause: 'The API rejected some of the requests or did not respond. The log shows the reason for each item.',
    fix: 'Run the job again to delete these items, or delete them in Apify Console. The rest was deleted.',
  },
  'The … input is empty, but … is set': 'A preview consists of a version and a tag.',
  'There is nothing to clean up: the version, closed-previews and keep-archives inputs are empty':
    'The step does not set an input, or an expression in the workflow has no value.',
  'The closed-previews input is "…", which is not a pattern with one *':
    'The asterisk stands for the pull request number in the tags of previews, which contain no white space.',
  'The github-token input is empty, but closed-previews needs it':
    'The step sets `github-token` to an empty value. By default, it is the token of the job.',
  'GITHUB_REPOSITORY is not set, so pull requests cannot be found':
    'The step does not run in GitHub Actions, or an earlier step changed the variable.',
  'The build-tag input is …, which runs of this Actor use': 'The tag is `latest`, or the Actor runs it by default.',
  'The version input is …, which latest or the default run tag uses':
    'Without this version, runs of the Actor that select no build would fail.',
};
