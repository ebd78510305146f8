/**
 * `npm run images` renders the pictures in docs/images from a run of the built action, with Chromium (the CHROMIUM variable
 * names another program). With `--check`, it only checks that the pictures show the current summary.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { runScenario } from './summary-samples.ts';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'docs/images');
const themes = { light: '#ffffff', dark: '#0d1117' } as const;

/** The summary of a successful deployment as a page. */
export async function renderPage(theme: keyof typeof themes): Promise<string> {
  const css = createRequire(import.meta.url).resolve(`github-markdown-css/github-markdown-${theme}.css`);
  const { summary } = await runScenario('success');
  // The emulator is not part of a real run.
  const lines = summary.split('\n').filter((line) => !line.includes('The API server is'));
  const html = marked.parse(lines.join('\n').replaceAll(/<ul>\s*<\/ul>/g, ''), { gfm: true, async: false });
  const style = `body{margin:0;background:${themes[theme]}}article{padding:24px;width:812px}`;
  return `<!doctype html><meta charset="utf-8"><style>${await readFile(css, 'utf8')}${style}</style><article class="markdown-body">${html}</article>`;
}

/** Changes if the text of the picture changes. IDs, hashes and durations differ in each run. */
export function fingerprint(page: string): string {
  const text = page
    .slice(page.indexOf('<article'))
    .replaceAll(/\b(?=[A-Za-z]*\d)[A-Za-z\d]{7,40}\b/g, 'ID')
    .replaceAll(/\b[\d.]+ m?s\b/g, 'TIME');
  return createHash('sha256').update(text).digest('hex');
}

async function takePicture(page: string, picture: string): Promise<void> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'images-'));
  try {
    const file = path.join(temporary, 'page.html');
    await writeFile(file, page);
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=2',
    ];
    const more = [`--window-size=860,${height}`, `--screenshot=${picture}`, pathToFileURL(file).href];
    const { status, error } = spawnSync(process.env['CHROMIUM'] ?? 'chromium', [...options, ...more], {
      stdio: 'ignore',
    });
    if (error !== undefined || status !== 0) throw new Error('Chromium could not take the picture. Set CHROMIUM.');
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

const height = 500;

if (import.meta.main) {
  const sources = path.join(folder, 'summary.sha256');
  const current = fingerprint(await renderPage('light'));
  if (process.argv.includes('--check')) {
    if ((await readFile(sources, 'utf8')).trim() !== current) {
      console.error('The pictures in docs/images are outdated. Run "npm run images".');
      process.exitCode = 1;
    }
  } else {
    await mkdir(folder, { recursive: true });
    for (const theme of ['light', 'dark'] as const) {
      await takePicture(await renderPage(theme), path.join(folder, `summary-${theme}.png`));
    }
    await writeFile(sources, `${current}\n`);
  }
}
