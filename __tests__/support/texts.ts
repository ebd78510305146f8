import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@babel/parser';

const root = path.dirname(path.dirname(import.meta.dirname));

/** Text that people read: a sentence or paragraph of a page, a comment, or a string. */
export interface Text {
  readonly file: string;
  readonly line: number;
  readonly kind: 'page' | 'comment' | 'string' | 'test';
  readonly text: string;
}

const folders = ['src', 'emulator', 'scripts', '__tests__', 'docs', 'examples', '.github'];
const actions = ['', 'discover', 'promote', 'cleanup'];

/** All texts of the repository. */
export function readTexts(): readonly Text[] {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.split(path.sep).join('/')),
    ),
  );
  const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  const ofActions = actions.flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.posix.join(folder, name)),
  );
  const files = [...new Set([...inFolders, ...atRoot, ...ofActions])].sort();
  return files.flatMap((file) => {
    if (/\.(?:ts|mjs)$/.test(file)) return textsOfCode(file);
    return /\.(?:md|ya?ml)$/.test(file) ? textsOfPage(file) : [];
  });
}

/** The paragraphs of a page, without code. */
function textsOfPage(file: string): readonly Text[] {
  const page = readFileSync(path.join(root, file), 'utf8').replaceAll(/```[\s\S]*?```/g, (code) =>
    code.replaceAll(/./g, ''),
  );
  const texts: Text[] = [];
  let line = 1;
  for (const block of page.split(/(\n{2,}|\n(?=\s*(?:[-#|]|\d\.|\w[\w-]*:)))/)) {
    const text = block.replaceAll(/\s+/g, ' ').trim();
    if (/[a-z]{2,} [a-z]/i.test(text)) texts.push({ file, line, kind: 'page', text });
    line += block.split('\n').length - 1;
  }
  return texts;
}

interface Token {
  readonly type: string | { readonly label: string };
  readonly value?: unknown;
  readonly loc: { readonly start: { readonly line: number } };
}

/** Comments, and strings with several words. Parts of a template are one text, with `…` between them. */
function textsOfCode(file: string): readonly Text[] {
  const code = readFileSync(path.join(root, file), 'utf8');
  const { tokens } = parse(code, { sourceType: 'module', plugins: ['typescript'], tokens: true }) as unknown as {
    readonly tokens: readonly Token[];
  };
  const isTest = file.endsWith('.test.ts');
  const texts: Text[] = [];
  for (const { type, value, loc } of tokens) {
    const label = typeof type === 'string' ? type : type.label;
    const { line } = loc.start;
    const text = String(value ?? '')
      .replaceAll(/^\s*\*\s?/gm, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (/^Comment/.test(label)) {
      const last = texts.at(-1);
      // Lines of one comment.
      if (
        label === 'CommentLine' &&
        last?.kind === 'comment' &&
        last.file === file &&
        code.split('\n')[line - 2]?.trim().startsWith('//')
      ) {
        texts[texts.length - 1] = { ...last, text: `${last.text} ${text}` };
      } else texts.push({ file, line, kind: 'comment', text });
    } else if (/^(?:string|template|templateNonTail|templateTail)$/.test(label) && /[a-z]{2,} [a-z]/i.test(text)) {
      texts.push({ file, line, kind: isTest ? 'test' : 'string', text });
    }
  }
  return texts;
}
