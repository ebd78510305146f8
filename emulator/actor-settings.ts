import { invalidInput } from './api-failure.ts';
import { asArray, asBoolean, asInteger, asMemory, asObject, asString, type Fields, readFields } from './fields.ts';

/** Properties of `UpdateActorRequest` in the API description that the API stores and returns unchanged. */
const settings: Readonly<Record<string, Property>> = {
  title: nullable(asString),
  description: nullable(asString),
  isPublic: nullable(asBoolean),
  actorPermissionLevel: nullable(asPermissionLevel),
  seoTitle: nullable(asString),
  seoDescription: nullable(asString),
  restartOnError: asBoolean,
  pricingInfos: asArray,
  categories: nullable(asStrings),
  defaultRunOptions: nullable(
    objectOf({
      build: asString,
      timeoutSecs: asInteger,
      memoryMbytes: asMemory,
      restartOnError: asBoolean,
      maxItems: nullable(asInteger),
      forcePermissionLevel: nullable(asPermissionLevel),
    }),
  ),
  exampleRunInput: nullable(objectOf({ body: asString, contentType: asString })),
  isDeprecated: nullable(asBoolean),
};

type Property = (value: unknown, what: string) => unknown;

/** Checks the Actor settings in a request body and returns them. */
export function readSettings(body: Fields): Fields {
  return readFields(body, settings);
}

export const readStandby = objectOf({
  isEnabled: nullable(asBoolean),
  desiredRequestsPerActorRun: nullable(asInteger),
  maxRequestsPerActorRun: nullable(asInteger),
  idleTimeoutSecs: nullable(asInteger),
  build: nullable(asString),
  memoryMbytes: nullable(asMemory),
  disableStandbyFieldsOverride: nullable(asBoolean),
  shouldPassActorInput: nullable(asBoolean),
});

/** Accepts an object with only these properties, all of them optional. */
function objectOf(properties: Readonly<Record<string, Property>>): (value: unknown, what: string) => Fields {
  return (value, what) => {
    const fields = asObject(value, what);
    const unknown = Object.keys(fields).find((name) => !(name in properties));
    if (unknown !== undefined) throw invalidInput(`${what}.${unknown}`, 'is not allowed');
    return readFields(fields, properties, `${what}.`);
  };
}

function nullable(read: Property): Property {
  return (value, what) => (value === null ? null : read(value, what));
}

function asStrings(value: unknown, what: string): readonly string[] {
  return asArray(value, what).map((item, index) => asString(item, `${what}[${index}]`));
}

function asPermissionLevel(value: unknown, what: string): string {
  if (value === 'LIMITED_PERMISSIONS' || value === 'FULL_PERMISSIONS') return value;
  throw invalidInput(what, 'must be LIMITED_PERMISSIONS or FULL_PERMISSIONS');
}
