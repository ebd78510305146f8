import type { ApifyApi } from '../../apify/api.ts';
import { formatRetry } from '../../apify/error-hints.ts';
import type { Connection } from '../../apify/http.ts';
import { type Cancellation, listenForCancellation } from '../../runner/cancellation.ts';
import { createGit, type Git } from '../../runner/git.ts';
import { type RawInputs, readRawInputs } from '../../runner/inputs.ts';
import { createReport, type Report } from '../../runner/report.ts';
import { readRunUrl } from '../../runner/run-url.ts';
import type { Secret } from '../../runner/secrets.ts';
import { systemClock } from '../../time/clock.ts';
import { type EnvVarInputs, readHiddenInputs } from './config.ts';
import type { Inputs } from './inputs.ts';
import { outputsOf } from './outputs.ts';
import { createState, type StateStore } from './state.ts';

/** The services that the stages share. */
export interface DeployContext {
  readonly raw: RawInputs;
  readonly envVarInputs: EnvVarInputs;
  /** Values that no file may contain. */
  readonly secrets: readonly Secret[];
  readonly report: Report;
  readonly state: StateStore;
  readonly cancellation: Cancellation;
  readonly git: Git;
}

/** Hides all secrets before anything can fail or be printed. */
export function openContext(): DeployContext {
  const raw = readRawInputs();
  const { lines, secrets, hidden } = readHiddenInputs(raw);
  const report = createReport(hidden);
  return {
    raw,
    envVarInputs: lines,
    secrets,
    report,
    state: createState(report, systemClock, outputsOf),
    cancellation: listenForCancellation(),
    git: createGit(raw.environment),
  };
}

interface Signals {
  readonly signal?: AbortSignal;
  readonly noMore?: AbortSignal;
}

/** The API; retries are printed. Its client is loaded while Git already lists the files, because that takes as long. */
export async function connect(context: DeployContext, inputs: Inputs, signals: Signals = {}): Promise<ApifyApi> {
  const { createApifyApi } = await import('../../apify/client.ts');
  return createApifyApi(connectionOf(context, inputs, signals));
}

export function connectionOf(
  { raw, report }: DeployContext,
  { apiBaseUrl, token = '' }: Inputs,
  signals: Signals = {},
): Connection {
  return {
    baseUrl: apiBaseUrl,
    token,
    clock: systemClock,
    runUrl: readRunUrl(raw.environment),
    onRetry: (...failure) => report.line(formatRetry(...failure)),
    ...signals,
  };
}
