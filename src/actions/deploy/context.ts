import type { ApifyApi } from '../../apify/api.ts';
import { createApifyApi } from '../../apify/client.ts';
import { formatRetry } from '../../apify/error-hints.ts';
import type { Cancellation } from '../../runner/cancellation.ts';
import type { Git } from '../../runner/git.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { Report } from '../../runner/report.ts';
import { readRunUrl } from '../../runner/run-url.ts';
import type { Secret } from '../../runner/secrets.ts';
import { systemClock } from '../../time/clock.ts';
import type { EnvVarInputs } from './config.ts';
import type { Inputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';

/** What this run has written on the platform. */
export interface Written {
  /** In the order in which it was written. */
  readonly done: string[];
  /** What is being written; without an answer nobody knows whether it is. */
  begun: string | undefined;
}

/** What every part of the story needs. */
export interface Run {
  readonly raw: RawInputs;
  readonly lines: EnvVarInputs;
  readonly secrets: readonly Secret[];
  readonly report: Report;
  readonly ledger: Ledger;
  readonly cancellation: Cancellation;
  readonly git: Git;
  readonly written: Written;
}

/** The API, its retries told in the log. */
export function connect(
  { raw, report }: Run,
  { apiBaseUrl, token = '' }: Inputs,
  signals: { readonly signal?: AbortSignal; readonly noMore?: AbortSignal } = {},
): ApifyApi {
  return createApifyApi({
    baseUrl: apiBaseUrl,
    token,
    clock: systemClock,
    runUrl: readRunUrl(raw.environment),
    onRetry: (...failure) => report.line(formatRetry(...failure)),
    ...signals,
  });
}
