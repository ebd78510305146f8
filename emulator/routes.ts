import { URLPattern } from 'node:url';
import { createActor, deleteActor, getActor, listActors, putActor } from './actors.ts';
import { abortBuild, getBuild, listBuilds, startBuild } from './builds.ts';
import type { Endpoint } from './call.ts';
import { getDataset, listItems } from './datasets.ts';
import { createEnvVar, deleteEnvVar, getEnvVar, listEnvVars, putEnvVar } from './env-vars.ts';
import { getLog } from './job-log.ts';
import {
  deleteRecord,
  deleteStore,
  getOrCreateStore,
  getRecord,
  getStore,
  listKeys,
  listStores,
  putRecord,
} from './key-value-stores.ts';
import { abortRun, getRun, listRuns, startRun, validateInput } from './runs.ts';
import { getMe } from './users.ts';
import { createVersion, deleteVersion, getVersion, listVersions, updateVersion } from './versions.ts';

interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, Endpoint>>;
  readonly open: readonly string[];
  /** Whether the body is the content of a record. Records may have any length, and support more encodings. */
  readonly takesBytes: boolean;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const record = '/v2/key-value-stores/:storeId/records/:recordKey';
const version = '/v2/actors/:actorId/versions/:versionNumber';

const routes: readonly Route[] = [
  route('/v2/users/me', { GET: getMe }),
  route('/v2/actors', { GET: listActors, POST: createActor }),
  route('/v2/actors/:actorId', { GET: getActor, PUT: putActor, DELETE: deleteActor }),
  route('/v2/actors/:actorId/versions', { GET: listVersions, POST: createVersion }),
  route(version, { GET: getVersion, PUT: updateVersion, POST: updateVersion, DELETE: deleteVersion }),
  route(`${version}/env-vars`, { GET: listEnvVars, POST: createEnvVar }),
  route(`${version}/env-vars/:envVarName`, { GET: getEnvVar, PUT: putEnvVar, POST: putEnvVar, DELETE: deleteEnvVar }),
  route('/v2/actors/:actorId/builds', { GET: listBuilds, POST: startBuild }),
  route('/v2/actor-builds/:buildId', { GET: getBuild }, { open: ['GET'] }),
  route('/v2/actor-builds/:buildId/abort', { POST: abortBuild }),
  route('/v2/actors/:actorId/runs', { GET: listRuns, POST: startRun }),
  route('/v2/actors/:actorId/validate-input', { POST: validateInput }),
  route('/v2/actor-runs/:runId', { GET: getRun }, { open: ['GET'] }),
  route('/v2/actor-runs/:runId/abort', { POST: abortRun }),
  ...['/v2/actor-builds/:jobId/log', '/v2/actor-runs/:jobId/log', '/v2/logs/:jobId'].map((path) =>
    route(path, { GET: getLog }, { open: ['GET'] }),
  ),
  route('/v2/datasets/:datasetId', { GET: getDataset }, { open: ['GET'] }),
  route('/v2/datasets/:datasetId/items', { GET: listItems }, { open: ['GET'] }),
  route('/v2/key-value-stores', { GET: listStores, POST: getOrCreateStore }),
  route('/v2/key-value-stores/:storeId', { GET: getStore, DELETE: deleteStore }),
  route('/v2/key-value-stores/:storeId/keys', { GET: listKeys }),
  route(
    record,
    { GET: getRecord, HEAD: getRecord, PUT: putRecord, POST: putRecord, DELETE: deleteRecord },
    { open: ['GET', 'HEAD'], takesBytes: true },
  ),
];

const patterns = routes.map((route) => ({ route, pattern: new URLPattern({ pathname: route.path }) }));

/** Finds the route for an encoded path. `/v2/acts` and `/v2/actors` are the same endpoint. */
export function findRoute(path: string): Match | undefined {
  const pathname = path.replace(/^\/v2\/acts(?=\/|$)/, '/v2/actors');
  for (const { route, pattern } of patterns) {
    const groups = pattern.exec({ pathname })?.pathname.groups;
    if (groups !== undefined) return decodeAll(groups, route);
  }
  return undefined;
}

function decodeAll(groups: Readonly<Record<string, string | undefined>>, route: Route): Match | undefined {
  try {
    const decoded = Object.entries(groups).map(([name, value = '']) => [name, decodeURIComponent(value)]);
    return { route, params: Object.fromEntries(decoded) };
  } catch {
    return undefined;
  }
}

function route(path: string, methods: Route['methods'], more: Partial<Pick<Route, 'open' | 'takesBytes'>> = {}): Route {
  return { path, methods, open: [], takesBytes: false, ...more };
}
