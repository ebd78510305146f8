import { type ActorDefinition, missingDefinition, readActorDefinition } from '../../actor/definition.ts';
import type { EnvVar } from '../../apify/api.ts';
import { wantedEnvVars } from '../../env-vars/env-vars.ts';
import type { ParsedLines } from '../../env-vars/lines.ts';
import type { Diagnostic } from '../../errors.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import { findWorkspace, type Workspace } from '../../runner/workspace.ts';
import { chooseTarget, missingFromTarget, type Target } from '../../version/target.ts';
import { type Inputs, isCleartext, readInputs } from './inputs.ts';

/** What is to be deployed, and where: read and checked, nothing asked of anybody yet. */
export interface DeployConfig {
  readonly inputs: Inputs;
  readonly workspace: Workspace;
  readonly definition: ActorDefinition | undefined;
  readonly target: Target;
  readonly wanted: readonly EnvVar[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The lines of `env-vars` and `secret-env-vars`. */
export interface EnvVarInputs {
  readonly plain: ParsedLines;
  readonly secret: ParsedLines;
}

/** @throws ActionError for inputs and actor.json, whatever is wrong with them. */
export async function readConfig(raw: RawInputs, { plain, secret }: EnvVarInputs): Promise<DeployConfig> {
  const inputs = readInputs(raw);
  const workspace = await findWorkspace(raw.workspace, raw.workingDirectory);
  const definition = await readActorDefinition({
    ...workspace,
    replaced: {
      name: inputs.actorId !== undefined,
      version: inputs.version !== undefined,
      buildTag: inputs.buildTag !== undefined,
    },
    replacedEnvVars: new Set([...plain.lines, ...secret.lines].map(({ name }) => name)),
  });
  const missing = missingFromTarget(inputs, definition);
  if (missing.length > 0) throw await missingDefinition({ ...workspace, missing });
  const envVars = wantedEnvVars({
    fromDefinition: definition?.environmentVariables ?? {},
    definitionFile: definition?.file ?? '.actor/actor.json',
    plain,
    secret,
    secretsRequired: inputs.token !== undefined,
  });
  const { target, diagnostics } = chooseTarget(inputs, definition);
  const { wanted } = envVars;
  return {
    inputs,
    workspace,
    definition,
    target,
    wanted,
    diagnostics: [...aboutAddress(inputs), ...envVars.diagnostics, ...diagnostics],
  };
}

function aboutAddress({ apiBaseUrl }: Inputs): readonly Diagnostic[] {
  if (!isCleartext(apiBaseUrl)) return [];
  const message = `${apiBaseUrl} is reached without encryption: whoever listens to the network sees the token. Use https.`;
  return [{ level: 'warning', message }];
}
