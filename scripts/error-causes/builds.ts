import type { Causes } from '../troubleshooting.ts';

const failed = 'A command of the Dockerfile failed, or Apify rejected a file of the Actor.';
const aborted = {
  cause: 'Someone in Apify Console, or another run of the workflow, stopped the build.',
  fix: 'Run the job again. To keep deployments from overlapping, add a concurrency group to the workflow.',
};
const timedOut = 'The Dockerfile does too much work, or its downloads are slow.';

const checkJobs =
  'Check the builds and runs of the Actor in Apify Console before you run the job again. To keep deployments from overlapping, add a concurrency group to the workflow.';

export const causes: Causes = {
  'Build … failed': failed,
  'Build … failed: …': failed,
  'Build … was aborted': aborted,
  'Build … was aborted: …': aborted,
  "Build … exceeded Apify's time limit (TIMED-OUT)": timedOut,
  "Build … exceeded Apify's time limit (TIMED-OUT): …": timedOut,
  '…. A … may or may not have been started: …': {
    cause: 'The response was lost, and the builds or runs could not be listed, or a proxy removed the Date header.',
    fix: checkJobs,
  },
  '…. A … was started, but the action cannot determine which of these …s is its own: …': {
    message: '…. A … was started, but the action cannot determine which of these … is its own: …',
    cause: 'The response was lost, and another run or person started a build or run at the same time.',
    fix: checkJobs,
  },
  'The status of … could not be read: …': {
    cause: 'The API or the network failed repeatedly during the build or test run.',
    fix: 'The build or run may still be in progress. Check it in Apify Console before you run the job again.',
  },
  'Apify did not respond to the … request before the step had to end': {
    cause: 'The run was canceled while Apify was starting a build or test run.',
    fix: 'Check the builds and runs of the Actor in Apify Console, then run the job again.',
  },
  'No … could be started: …': {
    cause: 'The responses to two requests were lost, and no new build or run appeared in the list.',
    fix: 'See https://status.apify.com, check the builds and runs in Apify Console, then run the job again.',
  },
  '… (repeated for …)': {
    message: '… returned 402 actor-memory-limit-exceeded: … (repeated for …)',
    cause: "Other builds and runs are using the account's memory.",
    fix: 'Start fewer builds at the same time: set `max-parallel` in the strategy of the matrix, or wait until other builds and runs have ended.',
  },
};
