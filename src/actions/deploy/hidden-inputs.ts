import { type ParsedLines, parseEnvVarLines, secretsOf } from '../../env-vars/lines.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { Secret } from '../../runner/secrets.ts';
import { secretParameters } from '../../source/source-url.ts';
import { readProxySecrets, readStepSecrets } from '../step-secrets.ts';
import { urlInputs } from '../url-inputs.ts';

/** The parsed lines of `env-vars` and `secret-env-vars`. */
export interface EnvVarInputs {
  readonly plain: ParsedLines;
  readonly secret: ParsedLines;
}

/** All secrets, and the lines that contain them. Reading them cannot fail. */
export interface HiddenInputs {
  readonly lines: EnvVarInputs;
  /** Secrets that deployed files must not contain. */
  readonly secrets: readonly Secret[];
  /** Values that must not be printed: the secrets, and parts of URLs that deployed files may contain. */
  readonly hidden: readonly Secret[];
}

export function readHiddenInputs(raw: RawInputs): HiddenInputs {
  const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
  const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
  const secrets = [...readStepSecrets(raw), ...secretsOf(secret)];
  const signatures = urlInputs.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
  return { lines: { plain, secret }, secrets, hidden: [...secrets, ...readProxySecrets(raw), ...signatures] };
}
