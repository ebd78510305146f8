import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiFailure, documentedFailure } from './api-failure.ts';
import { type ApiResponse, errorResponse, noContent } from './api-response.ts';
import type { BuildRunner } from './build-runner.ts';
import type { ServerQuirks } from './call.ts';
import type { Timers } from './clock.ts';
import type { Faults } from './faults.ts';
import { misbehave, sendResponse } from './misbehaviour.ts';
import type { Platform } from './platform.ts';
import { type RecordedRequest, recordRequest } from './recorded-request.ts';
import { type BodyRules, MAX_PAYLOAD_BYTES, type ReceivedBody, readBody } from './request-body.ts';
import { findRoute, type Match } from './routes.ts';
import type { RunRunner } from './run-runner.ts';

interface ServerParts extends ServerQuirks {
  readonly platform: Platform;
  readonly builds: BuildRunner;
  readonly runs: RunRunner;
  readonly timers: Timers;
  readonly faults: Faults;
  readonly token: string;
  readonly onRequest: (request: RecordedRequest) => void;
  /** Called with each request and the status of its response. */
  readonly log: (line: string) => void;
}

/** The maximum size of a record that is kept in memory, in bytes. */
const MAX_KEPT_BYTES = 32 * 1024 ** 2;

const jsonRules: BodyRules = { encodings: ['gzip', 'br'], limit: MAX_PAYLOAD_BYTES, keepUpTo: 2 * MAX_KEPT_BYTES };
const bytesRules: BodyRules = {
  encodings: ['gzip', 'br', 'deflate', 'identity'],
  limit: undefined,
  keepUpTo: MAX_KEPT_BYTES,
};

export function createApiServer(parts: ServerParts): Server {
  const server = createServer((message, response) => {
    serve(parts, message, response).catch(() => response.destroy());
  });
  // Otherwise, the server could close a connection while the client sends its next request.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  return server;
}

async function serve(parts: ServerParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(message.url ?? '/', `http://${message.headers.host ?? 'localhost'}`);
  const match = findRoute(url.pathname);
  const fault = parts.faults.next({ method: message.method ?? '', path: url.pathname });
  const rules = match?.route.takesBytes === true ? bytesRules : jsonRules;
  const breakAfter = fault?.kind === 'reset' ? fault.afterBytes : undefined;
  const received = await readBody(message, { ...rules, breakAfter });
  const request = recordRequest(message, url, received);
  parts.onRequest(request);
  response.setHeader('date', new Date(parts.platform.now()).toUTCString());
  // Log only the path, because the query may contain a token or a signature.
  response.once('close', () => {
    parts.log(`${request.method} ${request.path} ${response.headersSent ? response.statusCode : 'no response'}`);
  });
  const carryOut = (): Promise<ApiResponse> => respond(parts, request, received, match, `http://${url.host}`);
  if (fault === undefined) sendResponse(response, await carryOut());
  else await misbehave(response, fault, parts.timers, carryOut);
}

async function respond(
  parts: ServerParts,
  request: RecordedRequest,
  received: ReceivedBody,
  match: Match | undefined,
  url: string,
): Promise<ApiResponse> {
  try {
    const { route, params } = match ?? pageNotFound();
    const methods = ['OPTIONS', ...Object.keys(route.methods)];
    if (request.method === 'OPTIONS') return noContent({ allow: methods.join(',') });
    const endpoint = route.methods[request.method];
    if (endpoint === undefined) {
      const message = `This API end-point can only be accessed using the following HTTP methods: ${methods.join(',')}`;
      throw new ApiFailure(405, 'method-not-allowed', message);
    }
    const authorised = checkToken(request, parts.token, route.open.includes(request.method));
    if (received.problem !== undefined) throw received.problem;
    return await endpoint({ ...parts, request, received, params, authorised, url });
  } catch (error) {
    if (error instanceof ApiFailure) return errorResponse(error);
    console.error('The emulator failed:', error);
    return errorResponse(new ApiFailure(500, 'internal-server-error', 'The emulator failed.'));
  }
}

/**
 * Checks the token in the header or query.
 * @returns false if there is no token and the endpoint does not require one.
 */
function checkToken({ headers, query }: RecordedRequest, token: string, open: boolean): boolean {
  const given = /^Bearer\s+(.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? query.get('token') ?? '';
  if (given === token) return true;
  if (given !== '') throw documentedFailure(401);
  if (open) return false;
  throw new ApiFailure(401, 'token-not-provided', 'Authentication token was not provided.');
}

function pageNotFound(): never {
  const message = 'We have bad news: there is no API endpoint at this URL. Did you specify it correctly?';
  throw new ApiFailure(404, 'page-not-found', message);
}
