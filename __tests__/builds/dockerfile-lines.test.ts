import { describe, expect, test } from '@jest/globals';
import { findInstruction } from '../../src/builds/find-log-place.ts';

const dockerfile = `# syntax=docker/dockerfile:1
ARG NODE=24
FROM apify/actor-node:\${NODE} AS build

COPY package*.json ./
# a comment
RUN npm ci \\
    # a comment inside
    --omit=dev

run <<EOF
FROM inside a here-document
EOF
FROM apify/actor-node:24
CMD ["npm", "start"]
`;

describe('the line of an instruction', () => {
  test.each<readonly [string, string, readonly [number, number] | undefined, number | undefined]>([
    ['is found by its number', 'RUN npm ci     --omit=dev', [4, 7], 7],
    ['is found by its number if Docker replaced variables', 'FROM apify/actor-node:24 AS build', [2, 7], 3],
    ['is found after a here-document', 'CMD ["npm", "start"]', [7, 7], 15],
    ['is found by its text if the count differs', 'COPY package*.json ./', [3, 9], 5],
    ['is found by its text if it has continuation lines', 'RUN npm ci --omit=dev', undefined, 7],
    ['is not found if the instruction with its number differs', 'CMD x', [4, 7], undefined],
    ['is not found if it does not exist', 'RUN other', undefined, undefined],
  ])('%s', (_title, text, step, expected) => {
    const shown = step === undefined ? { text } : { text, step: { number: step[0], of: step[1] } };
    expect(findInstruction(dockerfile, shown)).toBe(expected);
  });

  test('is found with a different escape character and CRLF', () => {
    const windows = '# escape=`\r\nFROM x\r\nRUN a `\r\n  b\\\r\nCMD c\r\n';
    expect(findInstruction(windows, { text: 'CMD c', step: { number: 3, of: 3 } })).toBe(5);
  });
});
