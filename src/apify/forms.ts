/** The documented forms of the API's responses: the properties that the actions read. https://docs.apify.com/api/v2 */

/** @returns what is wrong, such as `response.data.id is not a string`; undefined if nothing is. */
export type Form = (value: unknown, path: string) => string | undefined;

const ofType =
  (type: 'string' | 'number' | 'boolean'): Form =>
  (value, path) =>
    typeof value === type ? undefined : `${path} is not a ${type}`;

const optional =
  (form: Form): Form =>
  (value, path) =>
    value === undefined || value === null ? undefined : form(value, path);

const listOf =
  (form: Form): Form =>
  (value, path) => {
    if (!Array.isArray(value)) return `${path} is not an array`;
    const index = value.findIndex((item) => form(item, '') !== undefined);
    return index === -1 ? undefined : form(value[index], `${path}[${index}]`);
  };

const object =
  (fields: Readonly<Record<string, Form>>): Form =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} is not an object`;
    for (const [name, form] of Object.entries(fields)) {
      const mistake = form((value as Readonly<Record<string, unknown>>)[name], `${path}.${name}`);
      if (mistake !== undefined) return mistake;
    }
    return undefined;
  };

/** An object whose keys are not known, so that a path in a message does not repeat them. */
const mapOf =
  (form: Form): Form =>
  (value, path) =>
    object({})(value, path) ?? listOf(form)(Object.values(value as object), `${path}, value `);

const text = ofType('string');
const number = ofType('number');
const flag = ofType('boolean');
const data = (form: Form): Form => object({ data: form });

const envVar = object({ name: text, value: optional(text), isSecret: optional(flag) });

const versionFields = object({
  versionNumber: text,
  sourceType: optional(text),
  buildTag: optional(text),
  applyEnvVarsToBuild: optional(flag),
  envVars: optional(listOf(envVar)),
  actorPath: optional(text),
  gitRepoUrl: optional(text),
  tarballUrl: optional(text),
  gitHubGistUrl: optional(text),
});

const taggedBuild = object({ buildId: optional(text), buildNumber: optional(text), finishedAt: optional(text) });

const runOptions = object({ build: optional(text), timeoutSecs: optional(number), memoryMbytes: optional(number) });

const buildFields = object({
  id: text,
  status: text,
  actId: optional(text),
  buildNumber: text,
  startedAt: text,
  finishedAt: optional(text),
  usageTotalUsd: optional(number),
  actVersion: optional(object({ versionNumber: optional(text), buildTag: optional(text) })),
});

export const anything = data(object({}));

export const user = data(object({ id: optional(text), username: text, organizationOwnerUserId: optional(text) }));

export const actor = data(
  object({
    id: text,
    name: optional(text),
    username: optional(text),
    versions: optional(listOf(versionFields)),
    taggedBuilds: optional(mapOf(optional(taggedBuild))),
    title: optional(text),
    description: optional(text),
    seoTitle: optional(text),
    seoDescription: optional(text),
    categories: optional(listOf(text)),
    defaultRunOptions: optional(runOptions),
    exampleRunInput: optional(object({ body: optional(text), contentType: optional(text) })),
    actorStandby: optional(object({ isEnabled: optional(flag) })),
  }),
);

export const version = data(versionFields);
export const envVars = data(object({ items: listOf(envVar) }));
export const build = data(buildFields);
export const builds = data(object({ items: listOf(buildFields) }));
export const store = data(object({ id: text, urlSigningSecretKey: optional(text) }));

const runFields = object({
  id: text,
  status: text,
  statusMessage: optional(text),
  startedAt: text,
  finishedAt: optional(text),
  buildId: text,
  buildNumber: optional(text),
  defaultDatasetId: text,
  usageTotalUsd: optional(number),
});

export const run = data(runFields);
export const runs = data(object({ items: listOf(runFields) }));
export const validInput = object({ valid: flag });
export const dataset = data(object({ id: text, itemCount: number }));
export const keys = data(
  object({ items: listOf(object({ key: text })), isTruncated: flag, nextExclusiveStartKey: optional(text) }),
);
