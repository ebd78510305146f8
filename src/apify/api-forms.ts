/** The properties of API objects that the actions read. https://docs.apify.com/api/v2 */
import { type Form, flag, listOf, mapOf, number, object, optional, text, word } from './forms.ts';

/**
 * Rejects other characters, because an ID becomes a path segment, in which a dot or slash could lead to another
 * resource.
 */
const id: Form<string> = (value, path) =>
  text(value, path) ?? (/^[\w-]{1,100}$/.test(String(value)) ? undefined : `${path} is not an ID`);

export type SourceType = 'SOURCE_FILES' | 'GIT_REPO' | 'TARBALL' | 'GITHUB_GIST';

/** The status of a build or a run. https://docs.apify.com/api/v2/actor-build-get */
export type JobStatus =
  | 'READY'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMING-OUT'
  | 'TIMED-OUT'
  | 'ABORTING'
  | 'ABORTED';

export const data = <T>(form: Form<T>): Form<{ readonly data: T }> => object({ data: form }) as Form<{ data: T }>;
export const items = <T>(form: Form<T>) => data(object({ items: listOf(form) }));

/** The API never returns the value of a secret. */
export const envVar = object({ name: text, value: optional(text), isSecret: optional(flag) });

/** A version may still have the fields of earlier source types. */
export const version = object({
  versionNumber: text,
  sourceType: optional(word<SourceType>()),
  buildTag: optional(text),
  applyEnvVarsToBuild: optional(flag),
  envVars: optional(listOf(envVar)),
  actorPath: optional(text),
  gitRepoUrl: optional(text),
  tarballUrl: optional(text),
  gitHubGistUrl: optional(text),
});

/** https://docs.apify.com/api/v2/act-put */
export const standby = object({
  isEnabled: optional(flag),
  desiredRequestsPerActorRun: optional(number),
  maxRequestsPerActorRun: optional(number),
  idleTimeoutSecs: optional(number),
  build: optional(text),
  memoryMbytes: optional(number),
  disableStandbyFieldsOverride: optional(flag),
  shouldPassActorInput: optional(flag),
});

const runOptions = object({
  build: optional(text),
  timeoutSecs: optional(number),
  memoryMbytes: optional(number),
  restartOnError: optional(flag),
  maxItems: optional(number),
  forcePermissionLevel: optional(text),
});

const settings = {
  title: optional(text),
  description: optional(text),
  seoTitle: optional(text),
  seoDescription: optional(text),
  categories: optional(listOf(text)),
  defaultRunOptions: optional(runOptions),
  exampleRunInput: optional(object({ body: optional(text), contentType: optional(text) })),
  actorStandby: optional(standby),
};
export const actorSettings = object(settings);

export const taggedBuild = object({ buildId: optional(text), buildNumber: optional(text), finishedAt: optional(text) });

export const actor = object({
  id,
  name: text,
  username: text,
  versions: optional(listOf(version)),
  taggedBuilds: optional(mapOf(taggedBuild)),
  ...settings,
});

export const build = object({
  id,
  actId: optional(id),
  status: word<JobStatus>(),
  statusMessage: optional(text),
  buildNumber: text,
  startedAt: text,
  usageTotalUsd: optional(number),
  actVersion: optional(object({ buildTag: optional(text) })),
});

export const run = object({
  id,
  status: word<JobStatus>(),
  statusMessage: optional(text),
  startedAt: text,
  buildId: id,
  defaultDatasetId: id,
  usageTotalUsd: optional(number),
});

const anything: Form<unknown> = () => undefined;

/** `inputSchema` is a JSON string and is deprecated. */
export const buildDefinition = object({
  actorDefinition: optional(object({ input: optional(anything) })),
  inputSchema: optional(anything),
});

export const store = object({ id, urlSigningSecretKey: optional(text) });

/** Only the accounts of organizations have an owner. */
export const user = object({ id: optional(text), username: text, organizationOwnerUserId: optional(text) });

export const dataset = object({ itemCount: number });

export const keyList = object({
  items: listOf(object({ key: text })),
  isTruncated: flag,
  nextExclusiveStartKey: optional(text),
});
