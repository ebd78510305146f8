/**
 * `npm run preview:summary [folder]` writes the summaries of sample runs as GitHub shows them: an HTML page, and a
 * picture if Chromium is installed (the CHROMIUM variable selects another browser).
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { runScenario, type ScenarioName, scenarios } from './summary-samples.ts';

const folder = process.argv[2] ?? (await mkdtemp(path.join(tmpdir(), 'summaries-')));
await mkdir(folder, { recursive: true });
const css = await readFile(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');

const parts: string[] = [];
for (const name of Object.keys(scenarios) as ScenarioName[]) {
  const { summary } = await runScenario(name);
  const html = marked.parse(summary, { gfm: true, async: false });
  // Open all sections, so that the picture shows them.
  const open = html.replaceAll('<details>', '<details open>');
  parts.push(`<p class="title">${name}</p><article class="markdown-body">${open}</article>`);
}
const style =
  'body{margin:24px;background:#eee;width:900px}.title{font:600 12px sans-serif;color:#666}article{padding:24px;border:1px solid #d1d9e0;border-radius:6px;background:#fff}';
const page = path.join(folder, 'summaries.html');
await writeFile(page, `<!doctype html><meta charset="utf-8"><style>${css}${style}</style>${parts.join('\n')}`);
console.log(page);

const picture = path.join(folder, 'summaries.png');
const browsers = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];
for (const browser of browsers.filter((name) => name !== undefined)) {
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--window-size=960,4200'];
  const url = pathToFileURL(page).href;
  const { error } = spawnSync(browser, [...options, `--screenshot=${picture}`, url], { stdio: 'ignore' });
  if (error !== undefined) continue;
  console.log(picture);
  break;
}
