import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findKeyPlaces, findSyntaxError } from '../../src/actor/json-positions.ts';

describe('the position of a key', () => {
  const text = '{\n  "a": {"b": [10, {"c": null}]},\r\n  "x y/~": 1,\r "a": {"d": 2}\n}';
  test.each<[readonly string[], number, number]>([
    [[], 1, 1],
    [['x y/~'], 3, 3],
    [['gone'], 1, 1],
    [['a'], 4, 2],
    [['a', 'd'], 4, 8],
    // JSON.parse uses the last of two members with the same name.
    [['a', 'b', '1', 'c'], 4, 2],
  ])('%j', (path, line, column) => {
    expect(findKeyPlaces(text, [path])).toEqual([{ line, column }]);
  });

  test('is found in lists, and after escaped names', () => {
    const paths = [
      ['a"b', '1'],
      ['a"b', '1', 'c'],
      ['a"b', '2'],
    ];
    expect(findKeyPlaces('{"a\\"b": [[1, 2], {"c": 3}]}', paths)).toEqual([
      { line: 1, column: 19 },
      { line: 1, column: 20 },
      { line: 1, column: 2 },
    ]);
  });
});

describe('the first mistake in text that is not JSON', () => {
  test.each([
    ['{,}', '1:2', '","'],
    ['[1,]', '1:3', 'a trailing comma'],
    ['{"a" 1}', '1:6', '"1"'],
    ['{"a": tru}', '1:7', '"t"'],
    ['{"a": 01}', '1:7', '"0"'],
    ['{"a": "\\x"}', '1:8', 'an invalid string'],
    ['{"a": "\\U0041"}', '1:8', 'an invalid string'],
    ['{"a": "\n"}', '1:8', 'an invalid string'],
    ['# a', '1:1', 'a comment'],
    ['{} {}', '1:4', '"{"'],
    ['[1}', '1:3', '"}"'],
    ['{"a": 😀}', '1:7', '"😀"'],
  ])('%s', (text, place, problem) => {
    const found = findSyntaxError(text);
    expect(`${found?.line}:${found?.column}`).toBe(place);
    expect(found?.problem).toBe(problem);
  });

  test('exists if and only if JSON.parse rejects the text', () => {
    const changed = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', '\\', '0', '-', '.', 'e', ' ', '\u00a0', '/*', 'null'),
      )
      .map(([text, at, insert]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + insert + text.slice(place + (at % 2));
      });
    const property = fc.property(fc.oneof(fc.json(), changed), (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(findSyntaxError(text) === undefined).toBe(isJson);
    });
    fc.assert(property, { seed: 7, numRuns: 500 });
  });
});
