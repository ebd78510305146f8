import type { ApifyApi } from '../../apify/api.ts';
import { createApifyApi } from '../../apify/client.ts';
import { formatRetry } from '../../apify/error-hints.ts';
import { parseEnvVarLines, secretsOf } from '../../env-vars/lines.ts';
import { type Cancellation, listenForCancellation } from '../../runner/cancellation.ts';
import { createGit, type Git } from '../../runner/git.ts';
import { type RawInputs, readRawInputs } from '../../runner/inputs.ts';
import { createReport, type Report } from '../../runner/report.ts';
import { readRunUrl } from '../../runner/run-url.ts';
import { createRedactor, type Secret, writtenForms } from '../../runner/secrets.ts';
import { secretParameters } from '../../source/source-url.ts';
import { systemClock } from '../../time/clock.ts';
import type { EnvVarInputs } from './config.ts';
import { type Inputs, readPlainSecrets, readProxySecrets } from './inputs.ts';
import { outputsOf } from './outputs.ts';
import { createState, type StateStore } from './state.ts';
import { urlInputs } from './url-inputs.ts';

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

/** Masks all secrets before anything can fail or be printed. */
export function openContext(): DeployContext {
  const raw = readRawInputs();
  const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
  const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
  const secrets = [...readPlainSecrets(raw), ...secretsOf(secret)];
  // Masked, but files may contain them: the user name of a proxy may be an ordinary word.
  const signatures = urlInputs.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
  const hidden = [...secrets, ...readProxySecrets(raw), ...signatures];
  const report = createReport(createRedactor(hidden));
  report.mask(hidden.flatMap(({ value }) => writtenForms(value)));
  return {
    raw,
    envVarInputs: { plain, secret },
    secrets,
    report,
    state: createState(report, systemClock, outputsOf),
    cancellation: listenForCancellation(),
    git: createGit(raw.environment),
  };
}

/** The API; retries are printed. */
export function connect(
  { raw, report }: DeployContext,
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
