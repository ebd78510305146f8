/** An annotation as GitHub shows it in the "Files changed" tab of a pull request. */
import { escapeHtml } from '../src/text.ts';
import { type AnnotatedDiff, type DiffLine, runAnnotatedPullRequest } from './annotation-sample.ts';
import type { Annotation } from './run-action.ts';

/** GitHub's colors of diffs. */
const colors = {
  light: `--muted:#59636e;--border:#d1d9e0;--subtle:#f6f8fa;--danger:#d1242f;--attention:#9a6700;
    --hunk:#ddf4ff;--hunk-number:#b6e3ff;--added:#dafbe1;--added-number:#aceebb;--deleted:#ffebe9;
    --deleted-number:#ffcecb;--green:#1a7f37`,
  dark: `--muted:#9198a1;--border:#3d444d;--subtle:#151b23;--danger:#f85149;--attention:#d29922;
    --hunk:#121d2f;--hunk-number:#0c2d6b;--added:#12261e;--added-number:#1c4428;--deleted:#25171c;
    --deleted-number:#542426;--green:#3fb950`,
} as const;

const style = `
.file{border:1px solid var(--border);border-radius:6px;overflow:hidden}
.head{display:flex;align-items:center;gap:8px;padding:8px 16px;background:var(--subtle);border-bottom:1px solid var(--border)}
.head svg,.head .change{color:var(--muted)}
.markdown-body .head code,.markdown-body .line code{background:none;padding:0;margin:0;font-size:12px;white-space:pre}
.markdown-body .head code{font-weight:600}
.head .change{margin-left:auto;font-size:12px;font-weight:600}
.head .added{color:var(--green)}.head .deleted{color:var(--danger)}
.line{display:flex;font-size:12px;line-height:20px}
.line b{box-sizing:border-box;flex:none;width:50px;padding-right:10px;text-align:right;font-weight:400;color:var(--muted);font-family:"DejaVu Sans Mono",monospace}
.line .text{flex:1;display:flex;padding-left:10px}
.line i{width:14px;font-style:normal;font-family:"DejaVu Sans Mono",monospace}
.line.hunk{background:var(--hunk)}.line.hunk b{background:var(--hunk-number);width:100px}.line.hunk .text{color:var(--muted)}
.line.added{background:var(--added)}.line.added b{background:var(--added-number);color:inherit}
.line.deleted{background:var(--deleted)}.line.deleted b{background:var(--deleted-number);color:inherit}
.annotation{border-block:1px solid var(--border);padding:12px 16px}
.box{border:1px solid var(--border);border-left:4px solid var(--level);border-radius:6px;padding:12px 16px;font-size:14px}
.box header{display:flex;gap:8px;align-items:center;margin-bottom:2px}.box header svg{color:var(--level)}
.box .job{margin:0 0 10px 24px;font-size:12px;color:var(--muted)}
.markdown-body .box pre{margin:4px 0 0 24px;padding:0;background:none;overflow:visible;white-space:pre-wrap;font-size:12px;line-height:18px}
.box .title{margin-left:24px;font-weight:600;font-size:13px}`;

/** The icons of https://primer.style/octicons (MIT license). */
const icons = {
  chevron:
    'M12.78 5.22a.749.749 0 0 1 0 1.06l-4.25 4.25a.749.749 0 0 1-1.06 0L3.22 6.28a.749.749 0 1 1 1.06-1.06L8 8.939l3.72-3.719a.749.749 0 0 1 1.06 0Z',
  error:
    'M2.343 13.657A8 8 0 1 1 13.658 2.343 8 8 0 0 1 2.343 13.657ZM6.03 4.97a.751.751 0 0 0-1.042.018.751.751 0 0 0-.018 1.042L6.94 8 4.97 9.97a.749.749 0 0 0 .326 1.275.749.749 0 0 0 .734-.215L8 9.06l1.97 1.97a.749.749 0 0 0 1.275-.326.749.749 0 0 0-.215-.734L9.06 8l1.97-1.97a.749.749 0 0 0-.326-1.275.749.749 0 0 0-.734.215L8 6.94Z',
  warning:
    'M6.457 1.047c.659-1.234 2.427-1.234 3.086 0l6.082 11.378A1.75 1.75 0 0 1 14.082 15H1.918a1.75 1.75 0 0 1-1.543-2.575Zm1.763.707a.25.25 0 0 0-.44 0L1.698 13.132a.25.25 0 0 0 .22.368h12.164a.25.25 0 0 0 .22-.368Zm.53 3.996v2.5a.75.75 0 0 1-1.5 0v-2.5a.75.75 0 0 1 1.5 0ZM9 11a1 1 0 1 1-2 0 1 1 0 0 1 2 0Z',
} as const;

/** The style and content of a page. */
export async function renderAnnotation(
  theme: keyof typeof colors,
): Promise<{ readonly style: string; readonly html: string }> {
  const diff = await runAnnotatedPullRequest();
  return { style: `:root{${colors[theme]}}${style}`, html: `<div class="file">${head(diff)}${body(diff)}</div>` };
}

function head({ file, lines }: AnnotatedDiff): string {
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length;
  return `<div class="head">${icon('chevron')}<code>${escapeHtml(file)}</code>
<span class="change"><span class="added">+${count('added')}</span> <span class="deleted">−${count('deleted')}</span></span></div>`;
}

function body({ lines, annotation, job }: AnnotatedDiff): string {
  const at = lines.findIndex(({ after }) => String(after) === annotation.properties['line']);
  if (at === -1) throw new Error('The diff does not contain the line of the annotation');
  const rows = lines.map(diffRow);
  return [hunkRow(lines), ...rows.slice(0, at + 1), annotationBox(annotation, job), ...rows.slice(at + 1)].join('\n');
}

function hunkRow(lines: readonly DiffLine[]): string {
  const range = (numbers: readonly (number | undefined)[]): string => {
    const found = numbers.filter((number) => number !== undefined);
    return `${found[0] ?? 0},${found.length}`;
  };
  const before = range(lines.map((line) => line.before));
  const after = range(lines.map((line) => line.after));
  return `<div class="line hunk"><b></b><div class="text"><code>@@ -${before} +${after} @@</code></div></div>`;
}

function diffRow({ kind, before, after, text }: DiffLine): string {
  const sign = { context: '', added: '+', deleted: '-' }[kind];
  return `<div class="line ${kind}"><b>${before ?? ''}</b><b>${after ?? ''}</b><div class="text"><i>${sign}</i><code>${highlight(text)}</code></div></div>`;
}

/** A line of JSON with the classes of GitHub's style sheet. */
function highlight(line: string): string {
  const [, start = '', key = '', rest = ''] = /^(\s*)("[^"]*"(?=:))?(.*)$/.exec(line) ?? [];
  const value = rest.split(/("[^"]*"|\b\d+\b)/).map((part, index) => {
    if (index % 2 === 0) return escapeHtml(part);
    return `<span class="${part.startsWith('"') ? 'pl-s' : 'pl-c1'}">${escapeHtml(part)}</span>`;
  });
  return `${start}${key === '' ? '' : `<span class="pl-ent">${escapeHtml(key)}</span>`}${value.join('')}`;
}

function annotationBox({ kind, message, properties }: Annotation, job: string): string {
  const { file = '', line = '' } = properties;
  const level = { error: 'failure', warning: 'warning', notice: 'notice' }[kind];
  const color = kind === 'error' ? 'danger' : 'attention';
  return `<div class="annotation"><div class="box" style="--level:var(--${color})">
<header>${icon(kind === 'error' ? 'error' : 'warning')}<b>Check ${level} on line ${escapeHtml(line)} in ${escapeHtml(file)}</b></header>
<div class="job">GitHub Actions / ${escapeHtml(job)}</div>
<div class="title">${escapeHtml(file)}#L${escapeHtml(line)}</div>
<pre>${message.split('\n').map(escapeHtml).join('\n')}</pre></div></div>`;
}

function icon(name: keyof typeof icons): string {
  return `<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor"><path d="${icons[name]}"/></svg>`;
}
