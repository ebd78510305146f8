import fc from 'fast-check';

const FIRST_SURROGATE = 0xd8_00;
const SURROGATES = 0x8_00;
const characters = fc
  .integer({ min: 0, max: 0x10_ff_ff - SURROGATES })
  .map((index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES));

/**
 * Any character, half of them ASCII, for `fc.string({ unit: anyCharacter })`. For `unit: 'binary'`, fast-check makes a
 * map of all 1.1 million characters: half a second and 100 MB for each arbitrary.
 */
export const anyCharacter = fc.oneof(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), characters);
