import type { OutputUnit } from '@cfworker/json-schema';

/** An error that the validator reported. */
export interface Mistake extends OutputUnit {
  /** Whether it is in an alternative of `oneOf` or `anyOf`, so that other errors may be consequences of it. */
  readonly isInChoice?: boolean;
}

/** Keywords that only repeat the errors of their parts, and `format`, which Apify does not check. */
const CONTAINERS = new Set([
  ...['format', '$ref', 'allOf', 'if', 'then', 'else', 'properties', 'patternProperties', 'additionalProperties'],
  ...['unevaluatedProperties', 'items', 'contains', 'dependencies', 'dependentSchemas'],
]);

/**
 * Removes errors that only repeat others. If no alternative of `oneOf` or `anyOf` matches, keeps only the errors of the
 * alternative with the fewest errors, because the author probably meant that one.
 */
export function explainErrors(units: readonly OutputUnit[], isReported: IsReported = () => false): readonly Mistake[] {
  return withoutContainers(units.map(withLocation), isReported);
}

/** Whether an error is reported elsewhere. Such errors do not count when the best alternative is chosen. */
export type IsReported = (mistake: Mistake) => boolean;

/** Fixes the location of a key that is not allowed: the validator locates it in the document, not in the schema. */
function withLocation(unit: OutputUnit, index: number, units: readonly OutputUnit[]): OutputUnit {
  const container = units[index - 1];
  if (unit.keyword !== 'false' || container === undefined) return unit;
  return { ...unit, keywordLocation: `${container.keywordLocation}/${unit.instanceLocation}` };
}

function withoutContainers(units: readonly Mistake[], isReported: IsReported): readonly Mistake[] {
  const choices = units.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'not');
  const isIn = (unit: Mistake, choice: Mistake): boolean =>
    unit !== choice &&
    unit.keywordLocation.startsWith(`${choice.keywordLocation}/`) &&
    (unit.instanceLocation === choice.instanceLocation ||
      unit.instanceLocation.startsWith(`${choice.instanceLocation}/`));
  const outermost = choices.filter((choice) => !choices.some((other) => isIn(choice, other)));
  return units.flatMap((unit) => {
    if (outermost.includes(unit))
      return chooseForm(
        unit,
        units.filter((other) => isIn(other, unit)),
        isReported,
      );
    return CONTAINERS.has(unit.keyword) || outermost.some((choice) => isIn(unit, choice)) ? [] : [unit];
  });
}

function chooseForm(choice: Mistake, inside: readonly Mistake[], isReported: IsReported): readonly Mistake[] {
  const severalFit = choice.keyword === 'not' || /\([^0]\d* matches\)/.test(choice.error);
  if (severalFit) return [choice];
  const start = choice.keywordLocation.length + 1;
  const forms = Map.groupBy(inside, ({ keywordLocation }) => Number.parseInt(keywordLocation.slice(start), 10));
  const explained = [...forms.values()]
    .map((form) => withoutContainers(form, isReported))
    .filter((mistakes) => mistakes.length > 0);
  const [first] = explained;
  if (first === undefined) return [choice];
  const missing = explained.map((mistakes) =>
    mistakes.length === 1 && mistakes[0]?.keyword === 'required' ? mistakes : [],
  );
  if (missing.every(([mistake]) => mistake?.instanceLocation === choice.instanceLocation)) {
    const names = missing.map(([mistake]) => /"(.*)"/.exec(mistake?.error ?? '')?.[1]);
    return [{ ...choice, keyword: 'required', error: `"${[...new Set(names)].join(' or ')}"`, isInChoice: true }];
  }
  const weightOf = (mistakes: readonly Mistake[]): number =>
    mistakes.reduce((sum, mistake) => sum + (isReported(mistake) ? 0 : weigh(mistake)), 0);
  const best = explained.reduce((a, b) => (weightOf(b) < weightOf(a) ? b : a), first);
  return best.map((mistake) => ({ ...mistake, isInChoice: true }));
}

/** A value with the wrong type or outside a list suggests that the author meant another alternative. */
function weigh({ keyword }: Mistake): number {
  return ['type', 'enum', 'const'].includes(keyword) ? 2 : 1;
}
