/**
 * `npm run images` renders the pictures in docs/images from a run of the built action, with Chromium or the browser in
 * the CHROMIUM variable. With `--check`, only checks that the pictures show the current summary.
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
import { renderAnnotation } from './annotation-picture.ts';
import { runScenario } from './summary-samples.ts';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'docs/images');

const themes = { light: '#ffffff', dark: '#0d1117' } as const;
type Theme = keyof typeof themes;

interface Content {
  readonly style: string;
  readonly html: string;
}

/** The content and the height of each picture. */
const pictures = {
  summary: { render: renderSummary, height: 500 },
  annotation: { render: renderAnnotation, height: 524 },
} as const satisfies Record<string, { render: (theme: Theme) => Promise<Content>; height: number }>;

type Picture = keyof typeof pictures;

export const names = Object.keys(pictures) as readonly Picture[];

/** The content of a picture as a page. */
export async function renderPage(picture: Picture, theme: Theme): Promise<string> {
  const css = createRequire(import.meta.url).resolve(`github-markdown-css/github-markdown-${theme}.css`);
  const { style, html } = await pictures[picture].render(theme);
  const page = `body{margin:0;background:${themes[theme]}}article{padding:24px;width:${WIDTH - 48}px}article.markdown-body{font-family:Inter,sans-serif}`;
  return `<!doctype html><meta charset="utf-8"><style>${await readFile(css, 'utf8')}${page}${style}</style><article class="markdown-body">${html}</article>`;
}

/** The summary of a successful deployment. */
async function renderSummary(): Promise<Content> {
  const { summary } = await runScenario('success');
  // Remove the line about the emulator, which is not part of a real run.
  const lines = summary.split('\n').filter((line) => !line.includes('The API server is'));
  return {
    style: '',
    html: marked.parse(lines.join('\n').replaceAll(/<ul>\s*<\/ul>/g, ''), { gfm: true, async: false }),
  };
}

/** Returns a hash of the text in the picture, without IDs, hashes and durations, which differ in each run. */
export function fingerprint(page: string): string {
  const text = page
    .slice(page.indexOf('<article'))
    .replaceAll(/\b(?=[A-Za-z]*\d)[A-Za-z\d]{7,40}\b/g, 'ID')
    .replaceAll(/\b[\d.]+ m?s\b/g, 'TIME');
  return createHash('sha256').update(text).digest('hex');
}

/** Pixels of the page, of which each is SCALE pixels of the picture. */
const WIDTH = 860;
const SCALE = 1.5;

async function takePicture(page: string, picture: string, height: number): Promise<void> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'images-'));
  try {
    const file = path.join(temporary, 'page.html');
    await writeFile(file, page);
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-lcd-text',
      '--hide-scrollbars',
      `--force-device-scale-factor=${SCALE}`,
    ];
    const more = [`--window-size=${WIDTH},${height}`, `--screenshot=${picture}`, pathToFileURL(file).href];
    const { status, error } = spawnSync(process.env['CHROMIUM'] ?? 'chromium', [...options, ...more], {
      stdio: 'ignore',
    });
    if (error !== undefined || status !== 0) throw new Error('Chromium could not take the picture. Set CHROMIUM.');
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

if (import.meta.main) {
  const isCheck = process.argv.includes('--check');
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    const sources = path.join(folder, `${name}.sha256`);
    const current = fingerprint(await renderPage(name, 'light'));
    if (isCheck) {
      if ((await readFile(sources, 'utf8')).trim() === current) continue;
      console.error(`The pictures of the ${name} in docs/images are outdated. Run "npm run images".`);
      process.exitCode = 1;
    } else {
      for (const theme of Object.keys(themes) as readonly Theme[]) {
        await takePicture(
          await renderPage(name, theme),
          path.join(folder, `${name}-${theme}.png`),
          pictures[name].height,
        );
      }
      await writeFile(sources, `${current}\n`);
    }
  }
}
