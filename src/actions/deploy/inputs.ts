import { ActionError, combineErrors } from '../../errors.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { Secret } from '../../runner/secrets.ts';
import type { RequestedSource } from '../../source/source.ts';
import { boolean, oneOf, readActorId, readBuildTag, readSeconds, readVersion, wrong } from '../input-fields.ts';
import { faultOfUrl, urlInputs, urlSources, userInformation } from './url-inputs.ts';

const sourceTypes = ['SOURCE_FILES', 'GIT_REPO', 'TARBALL', 'GITHUB_GIST'] as const;

/** Everything that the user set, checked; what is absent has no input. */
export interface Inputs {
  /** Absent only on a dry run. */
  readonly token: string | undefined;
  /** An ID or `username~name`. */
  readonly actorId: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
  readonly source: RequestedSource;
  readonly envVarsMode: 'merge' | 'replace';
  readonly applyEnvVarsToBuild: boolean | undefined;
  readonly createIfMissing: boolean;
  readonly build: boolean;
  readonly useCache: boolean;
  /** Seconds; absent: until the build ends. */
  readonly waitForFinishSecs: number | undefined;
  readonly dryRun: boolean;
  /** Without a trailing `/` and without `/v2`. */
  readonly apiBaseUrl: string;
}

/**
 * What is secret before anything is checked: the token and user information in URLs. Values of `secret-env-vars` are
 * found where its lines are read.
 */
export function readPlainSecrets(raw: RawInputs): readonly Secret[] {
  const token = tokenOf(raw);
  const secrets: Secret[] = token === '' ? [] : [{ name: 'token', value: token, kind: 'token' }];
  for (const name of [...urlInputs, 'api-base-url']) {
    for (const value of userInformation(raw.text(name)))
      secrets.push({ name: `${name} (user information)`, value, kind: 'user-information' });
  }
  return [...secrets, ...userOfVariables(raw, ['APIFY_CLIENT_BASE_URL'])];
}

/** Of the runner, not of what is deployed: user information of its proxies. */
export function readProxySecrets(raw: RawInputs): readonly Secret[] {
  return userOfVariables(raw, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']);
}

function userOfVariables(raw: RawInputs, names: readonly string[]): readonly Secret[] {
  return names.flatMap((name) =>
    userInformation(raw.environment[name]?.trim() ?? '').map((value) => ({
      name: `${name} (user information)`,
      value,
    })),
  );
}

function tokenOf(raw: RawInputs): string {
  return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}

/**
 * Checks every input that can be checked by itself.
 * @throws ActionError that tells all mistakes together, each with the input's name and what would be right.
 */
export function readInputs(raw: RawInputs): Inputs {
  const mistakes: ActionError[] = [];
  const read = <T>(parse: () => T): T | undefined => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      mistakes.push(error);
      return undefined;
    }
  };
  const dryRun = read(() => boolean('dry-run', raw.text('dry-run'), false));
  const inputs = {
    token: read(() => readToken(raw, dryRun ?? true)),
    actorId: read(() => readActorId(raw.text('actor-id'))),
    version: read(() => readVersion(raw.text('version'))),
    buildTag: read(() => readBuildTag(raw.text('build-tag'))),
    source: read(() => readSource(raw)),
    envVarsMode:
      read(() => oneOf('env-vars-mode', raw.text('env-vars-mode'), ['merge', 'replace'] as const)) ?? 'merge',
    applyEnvVarsToBuild: read(() => boolean('apply-env-vars-to-build', raw.text('apply-env-vars-to-build'), undefined)),
    createIfMissing: read(() => boolean('create-if-missing', raw.text('create-if-missing'), true)),
    build: read(() => boolean('build', raw.text('build'), true)),
    useCache: read(() => boolean('use-cache', raw.text('use-cache'), true)),
    waitForFinishSecs: read(() => readSeconds(raw.text('wait-for-finish'))),
    dryRun,
    apiBaseUrl: read(() => readBaseUrl(raw)),
  };
  if (mistakes.length > 0) throw combineErrors(mistakes, 'inputs are wrong');
  return inputs as Inputs;
}

const tokenPlace = 'Create one at https://console.apify.com/settings/integrations';

function readToken(raw: RawInputs, dryRun: boolean): string | undefined {
  const token = tokenOf(raw);
  if (token === '') {
    if (dryRun) return undefined;
    throw wrong(
      'token',
      'is empty, and the step has no APIFY_TOKEN variable',
      `${tokenPlace}, store it as a repository secret and pass \${{ secrets.APIFY_TOKEN }}. Runs of pull requests from forks and of Dependabot get no secrets: deploy on push, or use dry-run there.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw wrong('token', 'holds white space or characters that no Apify token has', `Paste it anew. ${tokenPlace}.`);
  }
  return token;
}

function readSource(raw: RawInputs): RequestedSource {
  const given = oneOf('source-type', raw.text('source-type'), sourceTypes);
  const urls = urlSources.map(([type, input]) => [type, input, raw.text(input)] as const);
  const set = urls.filter(([, , url]) => url !== '');
  const foreign = set.filter(([type]) => type !== (given ?? set[0]?.[0]));
  if (foreign.length > 0) {
    const names = [...(given === undefined ? [] : [`source-type (${given})`]), ...set.map(([, name]) => name)];
    throw new ActionError(`Inputs ${names.join(' and ')} contradict each other`, {
      hint: 'A version has one source: keep the input that you mean and remove the others.',
    });
  }
  const type = given ?? set[0]?.[0] ?? 'SOURCE_FILES';
  const [, urlInput, url] = set[0] ?? [];
  const fault = urlInput === undefined ? undefined : faultOfUrl(urlInput, url ?? '');
  if (urlInput !== undefined && fault !== undefined) throw wrong(urlInput, fault.problem, fault.hint);
  const lines = raw
    .text('files')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const packsFiles = type === 'SOURCE_FILES' || (type === 'TARBALL' && url === undefined);
  if (!packsFiles && patterns.length > 0 && patterns.join('\n') !== '**') {
    throw new ActionError(`Inputs files and ${set[0]?.[1] ?? `source-type (${type})`} contradict each other`, {
      hint: `With ${type} no files are sent, so files has nothing to choose from: remove one of them.`,
    });
  }
  const everything = patterns.length === 0 ? ['**'] : patterns;
  switch (type) {
    case 'SOURCE_FILES':
      return { type, patterns: everything };
    case 'GIT_REPO':
      return { type, url };
    case 'TARBALL':
      return url === undefined ? { type, url, patterns: everything } : { type, url };
    case 'GITHUB_GIST':
      if (url !== undefined) return { type, url };
      throw wrong(
        'github-gist-url',
        'is empty, and source-type is GITHUB_GIST',
        'Give the URL of the Gist, or another source-type.',
      );
  }
}

function readBaseUrl(raw: RawInputs): string {
  const input = raw.text('api-base-url');
  const name =
    input === '' && raw.environment['APIFY_CLIENT_BASE_URL']?.trim() ? 'APIFY_CLIENT_BASE_URL' : 'api-base-url';
  const text = input || raw.environment['APIFY_CLIENT_BASE_URL']?.trim() || 'https://api.apify.com';
  const url = URL.parse(text);
  const subject = name === 'api-base-url' ? 'Input api-base-url' : 'The variable APIFY_CLIENT_BASE_URL';
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ActionError(`${subject} is not an http or https address`, {
      hint: 'Give https://api.apify.com, for example.',
    });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ActionError(`${subject} carries user information, a query or a fragment`, {
      hint: 'Give scheme, host and path only; the token goes into the input token.',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}

/** True for an address that sends the token over a network in clear text. */
export function isCleartext(apiBaseUrl: string): boolean {
  const { protocol, hostname } = new URL(apiBaseUrl);
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
