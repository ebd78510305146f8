import { type ActorDefinition, missingDefinition, readActorDefinition } from './actor-definition.ts';
import type { EnvVar } from './apify/api.ts';
import type { ParsedLines } from './env-var-lines.ts';
import { wantedEnvVars } from './env-vars.ts';
import type { Finding } from './errors.ts';
import { type Inputs, isCleartext, type RawInputs, readInputs } from './inputs.ts';
import { chooseTarget, missingFromTarget, type Target } from './target.ts';
import { findWorkspace, type Workspace } from './workspace.ts';

/** What is to be deployed, and where: read and checked, nothing asked of anybody yet. */
export interface Order {
  readonly inputs: Inputs;
  readonly workspace: Workspace;
  readonly definition: ActorDefinition | undefined;
  readonly target: Target;
  readonly wanted: readonly EnvVar[];
  readonly findings: readonly Finding[];
}

/** The lines of `env-vars` and `secret-env-vars`. */
export interface EnvVarInputs {
  readonly plain: ParsedLines;
  readonly secret: ParsedLines;
}

/** @throws ActionError for inputs and actor.json, whatever is wrong with them. */
export async function readOrder(raw: RawInputs, { plain, secret }: EnvVarInputs): Promise<Order> {
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
  const { target, findings } = chooseTarget(inputs, definition);
  const { wanted } = envVars;
  return {
    inputs,
    workspace,
    definition,
    target,
    wanted,
    findings: [...aboutAddress(inputs), ...envVars.findings, ...findings],
  };
}

function aboutAddress({ apiBaseUrl }: Inputs): readonly Finding[] {
  if (!isCleartext(apiBaseUrl)) return [];
  const message = `${apiBaseUrl} is reached without encryption: whoever listens to the network sees the token. Use https.`;
  return [{ level: 'warning', message }];
}
