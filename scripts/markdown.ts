/** Functions for generated parts of Markdown pages. */

/** Replaces the text between `<!-- name:begin -->` and `<!-- name:end -->`. */
export function fill(text: string, name: string, content: string): string {
  const part = new RegExp(`(<!-- ${name}:begin[^>]* -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!part.test(text)) throw new Error(`The page has no place for ${name}`);
  return text.replace(part, (_all, begin: string, end: string) => `${begin}\n${content}\n\n${end}`);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ');
}
