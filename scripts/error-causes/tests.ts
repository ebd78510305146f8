import type { Causes } from '../troubleshooting.ts';

const tooSlow = 'The Actor was still running shortly after `test-timeout` had passed.';
const failed = 'The Actor stopped with an error or with an exit code other than 0.';
const aborted = {
  cause: 'Someone in Apify Console, or another run of the workflow, stopped the test run.',
  fix: 'Run the job again.',
};
const timedOut = 'The Actor needs more time for this input.';
const lostConnection = 'The API or the network failed, so the action could not follow the test run.';

export const causes: Causes = {
  'Test run … did not end within … (…), and it could not be aborted: …':
    'The Actor needs more time than `test-timeout`, and the API rejected the request to abort it or did not respond.',
  'Test run … did not end within …, so its status is now …': tooSlow,
  'Test run … did not end within …, so the action aborted it': tooSlow,
  'Test run … failed (FAILED)': failed,
  'Test run … failed (FAILED): …': failed,
  'Test run … was aborted (ABORTED)': aborted,
  'Test run … was aborted (ABORTED): …': aborted,
  'Test run … exceeded test-timeout (TIMED-OUT)': timedOut,
  'Test run … exceeded test-timeout (TIMED-OUT): …': timedOut,
  'Test run … succeeded, but the items of its default dataset could not be counted: …':
    'The API or the network failed while the action read the dataset.',
  'Test run … succeeded, but its default dataset has …, and test-min-items requires …':
    'The Actor found too little for this input, or writes its results elsewhere.',
  'Test run … succeeded, but its default dataset has … (the last request failed: …), and test-min-items requires …':
    'The Actor found too little, or the API failed before the count was complete.',
  '…. The action aborted the run': {
    cause: lostConnection,
    fix: 'Fix the problem that the beginning of the message describes, then run the job again.',
  },
  '…. The run could not be aborted: …': {
    cause: lostConnection,
    fix: 'Abort the run in Apify Console. Fix the problem that the beginning of the message describes, then run the job again.',
  },
  'Apify rejected the test input: …': {
    cause: 'The input does not match the input schema of the build.',
    fix: 'Correct `test-input`. With `prefill`, correct the prefilled values in the input schema.',
  },
};
