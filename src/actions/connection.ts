import { formatRetry } from '../apify/error-hints.ts';
import type { Connection } from '../apify/http.ts';
import type { RawInputs } from '../runner/inputs.ts';
import type { Report } from '../runner/report.ts';
import { systemClock } from '../time/clock.ts';

/** Returns the connection settings for API requests. Retries are logged. */
export function connectionOf(
  { raw, report }: { readonly raw: RawInputs; readonly report: Report },
  { apiBaseUrl, token = '' }: { readonly apiBaseUrl: string; readonly token: string | undefined },
  signals: { readonly signal?: AbortSignal; readonly noMore?: AbortSignal } = {},
): Connection {
  return {
    baseUrl: apiBaseUrl,
    token,
    clock: systemClock,
    runUrl: raw.runUrl,
    onRetry: (...failure) => report.line(formatRetry(...failure)),
    ...signals,
  };
}
