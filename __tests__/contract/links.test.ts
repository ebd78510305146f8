import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anchorsOf, linksOf, readDocuments } from '../support/documents.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const documents = readDocuments('docs', 'examples', '.github');

describe.each(documents.map((document) => [document.file, document] as const))('%s', (file, document) => {
  const links = linksOf(document)
    .filter(({ href }) => !/^[a-z][a-z0-9+.-]*:/i.test(href))
    .map(({ href, title }) => {
      const [target = '', anchor] = href.split('#');
      // On GitHub, a path with a leading slash is relative to the root of the repository.
      const from = target.startsWith('/') ? '' : path.posix.dirname(file);
      const name = target === '' ? file : path.posix.join(from, decodeURIComponent(target));
      return { href, name: name.replace(/^\//, ''), anchor, title };
    });

  test('links within the repository lead to a file', () => {
    expect(links.filter(({ name }) => !existsSync(path.join(root, name))).map(({ href }) => href)).toEqual([]);
  });

  test('links to headings lead to a heading', () => {
    const headless = links.filter(({ name, anchor }) => {
      const target = documents.find((other) => other.file === name);
      return anchor !== undefined && (target === undefined || !anchorsOf(target).has(anchor));
    });
    expect(headless.map(({ href }) => href)).toEqual([]);
  });

  test('the title of a link to code occurs in that code', () => {
    const code = links.filter(({ name, title }) => title !== undefined && existsSync(path.join(root, name)));
    const lost = code.filter(({ name, title = '' }) => !readFileSync(path.join(root, name), 'utf8').includes(title));
    expect(lost.map(({ href, title }) => `${href} "${title}"`)).toEqual([]);
  });
});
