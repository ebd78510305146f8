import { type Environment, type RawInputs, rawInputsFrom } from '../../src/runner/inputs.ts';

/** Inputs as in a workflow. An input that is not set is empty. */
export function rawInputs(inputs: Readonly<Record<string, string>>, environment: Environment = {}): RawInputs {
  return rawInputsFrom((name) => inputs[name] ?? '', { GITHUB_WORKSPACE: '/workspace', ...environment });
}
