/**
 * `APIFY_TOKEN=… npm run try -- FOLDER [input=value …]` deploys a folder with the built action, using a real account.
 * It is a dry run unless `dry-run=false` is set.
 */
import path from 'node:path';
import process from 'node:process';
import { runAction } from './run-action.ts';
import { createLogView, showEnd } from './show.ts';

const [folder = '.', ...given] = process.argv.slice(2);
const inputs = given.map((text) => {
  const end = text.indexOf('=');
  return end === -1 ? [text, 'true'] : [text.slice(0, end), text.slice(end + 1)];
});
const step = await runAction({
  workspace: path.resolve(folder),
  inputs: { 'dry-run': 'true', token: process.env['APIFY_TOKEN'] ?? '', ...Object.fromEntries(inputs) },
  onLog: createLogView(),
});
showEnd(step);
process.exitCode = step.exitCode ?? 1;
