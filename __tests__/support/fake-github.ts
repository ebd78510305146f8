import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A response of the API, or a fault of the connection. */
export type Answer =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'broken connection'
  | 'no answer';

/** GitHub's API on loopback. */
export interface FakeGitHub extends AsyncDisposable {
  /** For `GITHUB_API_URL`, with the path of an Enterprise Server. */
  readonly url: string;
  /** Method, path with query, and token of each request. */
  readonly asked: readonly string[];
  readonly headers: readonly IncomingMessage['headers'][];
  /** Resolves at the first request. */
  readonly request: Promise<void>;
}

/** @param answers in order. The last one is repeated. */
export async function startFakeGitHub(answers: readonly Answer[], prefix = ''): Promise<FakeGitHub> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const first = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    first.resolve();
    asked.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    reply(response, answers[asked.length - 1] ?? answers.at(-1) ?? 'no answer');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    asked,
    headers,
    request: first.promise,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'no answer') return;
  if (answer === 'broken connection') {
    response.destroy();
    return;
  }
  const { status = 200, body, headers = {} } = answer;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A response of the compare API that lists these files. */
export function comparison(files: readonly (string | object)[], more: object = {}): Answer {
  const listed = files.map((file) => (typeof file === 'string' ? { filename: file, status: 'modified' } : file));
  return { body: { status: 'ahead', total_commits: 1, files: listed, ...more } };
}
