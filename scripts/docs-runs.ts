/** `npm run docs:runs` runs the built action against the emulator and writes the logs and summaries to docs/runs.md. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { withoutStyle } from '../src/text.ts';
import type { FinishedStep } from './run-action.ts';
import { formatLog, formatOutputs, formatSummary } from './show.ts';
import { runScenario, type ScenarioName } from './summary-samples.ts';

const documented: readonly (readonly [ScenarioName, string])[] = [
  ['success', 'The Actor and the version exist, and the build succeeds.'],
  ['creation', 'Neither the Actor nor the version exists.'],
  ['build that fails', 'The version is updated, but its build fails.'],
  ['bad input', 'Two inputs are not valid. All errors are reported together, before anything is written.'],
  ['dry run', 'The plan is printed, and nothing is changed.'],
  ['canceled', 'The workflow run is canceled while the build is running.'],
];

const file = process.argv[2] ?? path.join(path.dirname(import.meta.dirname), 'docs', 'runs.md');
const sections: string[] = [];
for (const [name, description] of documented) sections.push(section(name, description, await runScenario(name)));
await writeFile(
  file,
  `# Logs and summaries

The logs, outputs and step summaries of six runs of the deploy action. \`npm run docs:runs\` writes this page: it runs
the built action against the emulator of the Apify API, which is why the log and the summary name another API server.
Log groups are indented, annotations are in capitals, and the summary is shown as text.

${sections.join('\n')}`,
);
console.log(file);

function section(name: string, description: string, step: FinishedStep): string {
  return `## ${name.charAt(0).toUpperCase()}${name.slice(1)}

${description} The step exits with code ${step.exitCode}.

Log:

${block(formatLog(step.log))}
Outputs:

${block(formatOutputs(step.outputs) || '(none)')}
Step summary:

${block(formatSummary(step.summary))}`;
}

function block(text: string): string {
  const plain = withoutStyle(text).replaceAll(/[ \t]+$/gm, '');
  return `\`\`\`text\n${plain.trimEnd()}\n\`\`\`\n`;
}
