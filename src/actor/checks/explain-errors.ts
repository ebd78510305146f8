import type { OutputUnit } from '@cfworker/json-schema';

/** A mistake that the validator found. */
export interface Mistake extends OutputUnit {
  /** Whether it is in a form of a choice (`oneOf`, `anyOf`), so that others may be consequences of it. */
  readonly isInChoice?: boolean;
}

/** Keywords that only report what their parts report, and `format`, which Apify does not check. */
const CONTAINERS = new Set([
  ...['format', '$ref', 'allOf', 'if', 'then', 'else', 'properties', 'patternProperties', 'additionalProperties'],
  ...['unevaluatedProperties', 'items', 'contains', 'dependencies', 'dependentSchemas'],
]);

/**
 * The mistakes without the keywords that repeat their parts. Of a choice in which nothing fits, only the form with the
 * fewest mistakes counts: that is probably the one that the author meant.
 */
export function explainErrors(units: readonly OutputUnit[], isReported: IsReported = () => false): readonly Mistake[] {
  return withoutContainers(units.map(withLocation), isReported);
}

/** Whether a mistake is reported elsewhere. It does not show which form the author meant. */
export type IsReported = (mistake: Mistake) => boolean;

/** The validator locates a key that is not allowed in the document instead of in the schema. */
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

/** A value of another type or list shows that the author meant another form. */
function weigh({ keyword }: Mistake): number {
  return ['type', 'enum', 'const'].includes(keyword) ? 2 : 1;
}
