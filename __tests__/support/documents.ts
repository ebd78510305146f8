import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lexer, type Token, type Tokens, walkTokens } from 'marked';

const root = path.dirname(path.dirname(import.meta.dirname));

/** A Markdown file of the repository. */
export interface Document {
  /** The path relative to the root, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The Markdown pages at the root and in the given folders. */
export function readDocuments(...folders: readonly string[]): readonly Document[] {
  const names = ['', ...folders].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: folder !== '', encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.split(path.sep).join('/')),
    ),
  );
  return names
    .filter((name) => name.endsWith('.md'))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { file, text, tokens: allTokens(lexer(text)) };
    });
}

function allTokens(top: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  walkTokens([...top], (token) => {
    found.push(token);
  });
  return found;
}

/** Blocks of code in one of these languages. */
export function codeBlocks({ tokens }: Document, ...languages: readonly string[]): readonly string[] {
  return tokens
    .filter((token): token is Tokens.Code => token.type === 'code')
    .filter(({ lang }) => languages.includes(lang ?? ''))
    .map(({ text }) => text);
}

export interface Link {
  readonly href: string;
  readonly title: string | undefined;
}

/** Links and images, including those in HTML. */
export function linksOf({ tokens }: Document): readonly Link[] {
  return tokens.flatMap((token): readonly Link[] => {
    switch (token.type) {
      case 'link':
      case 'image':
        return [{ href: token['href'], title: token['title'] ?? undefined }];
      case 'html': {
        const sources = [...token.raw.matchAll(/\b(?:href|src)="([^"]+)"/g)];
        return sources.map(([, href = '']) => ({ href, title: undefined }));
      }
      default:
        return [];
    }
  });
}

/** The anchors of headings, as GitHub creates them. */
export function anchorsOf({ tokens }: Document): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const token of tokens) {
    if (token.type === 'html') {
      for (const [, id = ''] of token.raw.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id);
    }
    if (token.type !== 'heading') continue;
    const slug = plain(token.tokens ?? [])
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) => ('tokens' in token && token.tokens ? plain(token.tokens) : 'text' in token ? token.text : ''))
    .join('');
}
