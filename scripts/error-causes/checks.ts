import type { Causes } from '../troubleshooting.ts';

const otherType = {
  cause: "Apify's schema requires another type for this key.",
  fix: 'Use a value of a type that the message names.',
};
const otherValue = {
  cause: "Apify's schema lists the possible values of this key, which are case-sensitive.",
  fix: 'Use one of the values that the log lists.',
};
const brokenRule = 'The `prefill` or `default` of a field violates another rule of the same field.';

export const causes: Causes = {
  '… has no actorSpecification': "Apify's documentation requires this key, although Apify builds without it.",
  '… is not allowed here': {
    cause: "Apify's schema has this key only for other types or editors of a field.",
    fix: 'Remove the key, or use a type or editor that has it.',
  },
  '… is not a key that Apify knows': {
    cause: 'The key is misspelled, or is newer than the schemas in this action.',
    fix: 'Check the spelling of the key.',
  },
  '… has no …': {
    cause: "Apify's schema requires this key.",
    fix: 'Add the key.',
  },
  '… is null, not …': otherType,
  '… is an array, not …': otherType,
  '… is an object, not …': otherType,
  '… is an integer, not …': otherType,
  '… is a number, not …': otherType,
  '… is a string, not …': otherType,
  '… is a boolean, not …': otherType,
  '… has the value of … characters, which Apify does not accept here': otherValue,
  '… has the value …, which Apify does not accept here': otherValue,
  '… does not have one of the forms that Apify accepts': {
    cause: "Apify's schema has several alternatives for this value, and the value does not match any of them.",
    fix: 'See https://docs.apify.com/platform/actors/development/actor-definition for the possible forms.',
  },
  '… has keys that cannot be used together': "Apify's schema allows only one of these keys at a time.",
  "… violates the rule … of Apify's schema": {
    cause: 'For example, the value is too long or too short, or does not match a pattern.',
    fix: 'Change the value as the text after the message describes.',
  },
  '… is not one of the values in enum': brokenRule,
  '… is …, but minimum is …': brokenRule,
  '… is …, but maximum is …': brokenRule,
  '… has …, but minLength is …': brokenRule,
  '… has …, but maxLength is …': brokenRule,
  '… does not match the pattern of its field': brokenRule,
  '… could not be matched against the pattern of its field within … second': {
    cause: 'The regular expression backtracks too much. The input form would hang too.',
    fix: 'Simplify the regular expression in `pattern`.',
  },
  '… was not matched against the pattern of its field, because other patterns took too long': {
    cause: 'Several patterns of the schema backtrack too much, so the check stopped after 10 seconds.',
    fix: 'Simplify the regular expressions that the other warnings name.',
  },
  '… repeats an item, but uniqueItems is true': brokenRule,
  '… has …, but minItems is …': brokenRule,
  '… has …, but maxItems is …': brokenRule,
  '… has item …, which …': brokenRule,
  '… has …, but minProperties is …': brokenRule,
  '… has …, but maxProperties is …': brokenRule,
  '… names …, which has no property': {
    cause: 'The list `required` contains a field that `properties` does not define.',
    fix: 'Define the field in `properties`, or remove it from `required`.',
  },
  '… is not an object': 'A field in `properties` is a string, a list or another value.',
  '… is no longer supported by Apify': 'The keys `patternKey` and `patternValue` belong to old input schemas.',
  '… has no type': 'Apify requires a type for each field of an input schema.',
  '… is not a field type that Apify knows': 'The type is misspelled, or is newer than the schemas in this action.',
  '… is not a valid regular expression': {
    cause: 'The `pattern` of a field contains a syntax error.',
    fix: 'Correct the regular expression. The log contains the reason.',
  },
  '… is not a key of actor.json, so Apify ignores it': {
    cause: 'The key differs from a known key only in letter case or by one letter.',
    fix: 'Use the key that the log suggests.',
  },
  '… is …, not a whole number': 'The value of a memory size is in quotation marks, or has decimal places.',
  '… is …, not a path': 'The value of `readme` or `changelog` is not a string.',
  '… is …, not a path or a schema': 'The value is a number, a boolean or a list.',
  '… is …, more than maxMemoryMbytes (…)': 'No memory size satisfies both limits, so Apify could not start a run.',
  '… does not exist relative to .actor/, so … is used': {
    cause: "The path is relative to the Actor's folder, so other tools do not find the file.",
    fix: 'Write the path that the log shows.',
  },
  '… names …, which does not exist': 'The file has another name or folder, or the checkout does not contain it.',
  '… names …, which leads out of the workspace':
    'The path, or a link in it, leads outside the checkout or into `.git`.',
  '… names …, which is not a file': 'A folder, a pipe or a device is at this path.',
  '… names …, which has …': { cause: 'The schema is larger than 1 MiB.', fix: 'Shorten it to at most 500 kB.' },
  '… names …, which could not be read (…)': 'The user of this job cannot open the file.',
};
