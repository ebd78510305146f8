import { sayRetry } from './advice.ts';
import type { ApifyApi } from './apify/api.ts';
import { createApifyApi } from './apify/client.ts';
import type { Cancellation } from './cancellation.ts';
import { systemClock } from './clock.ts';
import type { Git } from './git.ts';
import type { Inputs, RawInputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import type { EnvVarInputs } from './order.ts';
import type { Report } from './report.ts';
import type { Secret } from './secrets.ts';

/** What every part of the story needs. */
export interface Run {
  readonly raw: RawInputs;
  readonly lines: EnvVarInputs;
  readonly secrets: readonly Secret[];
  readonly report: Report;
  readonly ledger: Ledger;
  readonly cancellation: Cancellation;
  readonly git: Git;
  /** What is on the platform by this run, in the order in which it was written. */
  readonly written: string[];
}

/** The API, its retries told in the log. */
export function connect(
  { report }: Run,
  { apiBaseUrl, token = '' }: Inputs,
  signals: { readonly signal?: AbortSignal; readonly noMore?: AbortSignal } = {},
): ApifyApi {
  return createApifyApi({
    baseUrl: apiBaseUrl,
    token,
    clock: systemClock,
    onRetry: (...failure) => report.line(sayRetry(...failure)),
    ...signals,
  });
}
