import { parseEnvVarLines, secretsOf } from '../../env-vars/lines.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import { secretParameters } from '../../source/source-url.ts';
import { readProxySecrets, readStepSecrets } from '../step-secrets.ts';
import { urlInputs } from '../url-inputs.ts';

export type HiddenInputs = ReturnType<typeof readHiddenInputs>;

/** Returns all secrets, and the lines of variables that contain them. Cannot fail. */
export function readHiddenInputs(raw: RawInputs) {
  const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
  const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
  const secrets = [...readStepSecrets(raw), ...secretsOf(secret)];
  const signatures = urlInputs.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
  return {
    lines: { plain, secret },
    /** Secrets that deployed files must not contain. */
    secrets,
    /** Values that must not be printed: the secrets, and parts of URLs that deployed files may contain. */
    hidden: [...secrets, ...readProxySecrets(raw), ...signatures],
  };
}
