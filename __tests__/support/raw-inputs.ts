import type { Environment, RawInputs } from '../../src/runner/inputs.ts';

/** Inputs as a workflow writes them: what is not named is empty, as on the runner after `default: ''`. */
export function rawInputs(inputs: Readonly<Record<string, string>>, environment: Environment = {}): RawInputs {
  const exactText = (name: string): string => {
    const text = inputs[name] ?? '';
    return text.split('\n').every((line) => /^\s*(#|$)/.test(line)) ? '' : text;
  };
  return {
    environment,
    workspace: '/workspace',
    workingDirectory: inputs['working-directory'] ?? '.',
    temporaryFolder: undefined,
    commit: undefined,
    text: (name) => exactText(name).trim(),
    exactText,
  };
}
