/** A build or a run, in the form that the API returns. */
export interface Job {
  readonly id: string;
  /** The API may return a status that is not in its documentation. */
  readonly status: string;
}

/** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
const statuses: ReadonlyMap<string, { readonly isFinal: boolean }> = new Map([
  ['READY', { isFinal: false }],
  ['RUNNING', { isFinal: false }],
  ['TIMING-OUT', { isFinal: false }],
  ['ABORTING', { isFinal: false }],
  ['SUCCEEDED', { isFinal: true }],
  ['FAILED', { isFinal: true }],
  ['TIMED-OUT', { isFinal: true }],
  ['ABORTED', { isFinal: true }],
]);

export function isFinal({ status }: Job): boolean {
  return statuses.get(status)?.isFinal === true;
}

export function isDocumented({ status }: Job): boolean {
  return statuses.has(status);
}
