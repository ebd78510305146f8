import { subscribe } from 'node:diagnostics_channel';
import { ActionError, type Diagnostic } from '../errors.ts';
import type { Environment } from './inputs.ts';

/** Lowercase names take precedence, as in Node and curl. */
const VARIABLES = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
] as const;

/** Available in Node 24.14 and later. https://nodejs.org/api/http.html#httpsetglobalproxyfromenvproxyenv */
type SetProxy = (environment: Environment) => () => void;

/**
 * Sends all requests through the proxy in the runner's variables, except for requests to hosts in `NO_PROXY`. By
 * default, the built-in fetch ignores these variables.
 * @returns warnings if this version of Node does not support proxies, or if certificates are not checked.
 * @throws ActionError that lists the variables that do not contain a proxy URL.
 */
export function useProxy(environment: Environment): readonly Diagnostic[] {
  return [...checkCertificates(environment), ...setProxy(environment)];
}

/**
 * Warns if certificates are not checked, because an earlier step can turn the check off for all later steps.
 * https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function checkCertificates({ NODE_TLS_REJECT_UNAUTHORIZED: value }: Environment): readonly Diagnostic[] {
  if (value !== '0') return [];
  const message =
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks, so others on the network can read the token. Remove the variable. To trust your own certificate, set NODE_EXTRA_CA_CERTS to its path.';
  return [{ level: 'warning', message }];
}

function setProxy(environment: Environment): readonly Diagnostic[] {
  const set = VARIABLES.flatMap((names) => names.find((name) => environment[name]) ?? []);
  if (set.length === 0) return [];
  const wrong = set.filter((name) => !isProxy(environment[name] ?? ''));
  if (wrong.length > 0) throw notAProxy(wrong);
  // Loaded only if there is a proxy, because loading it takes time.
  const http = process.getBuiltinModule('node:http');
  const setGlobalProxy = 'setGlobalProxyFromEnv' in http ? (http.setGlobalProxyFromEnv as SetProxy) : undefined;
  if (setGlobalProxy === undefined) {
    const message = `${set.join(', ')} has no effect, because the runner's Node ${process.versions.node} does not support proxies. Update the runner to a version with Node 24.14 or later.`;
    return [{ level: 'warning', message }];
  }
  try {
    setGlobalProxy(environment);
  } catch {
    // The error contains the URL, which may contain a password.
    throw notAProxy(set);
  }
  subscribe('undici:client:connectError', endEndlessConnecting);
  return [];
}

function isProxy(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || /[\r\n]/.test(text)) return false;
  try {
    // Node decodes them before it sends them.
    decodeURIComponent(url.username + url.password);
    return true;
  } catch {
    return false;
  }
}

function notAProxy(names: readonly string[]): ActionError {
  return new ActionError(`${names.join(' and ')} on the runner is not a valid proxy URL`, {
    hint: 'Set it to a URL with a scheme, such as http://proxy.example.com:8080, with % in a password written as %25. Otherwise, remove the variable from the runner.',
  });
}

/**
 * Turns a connection that the proxy closes into a failure. If a proxy closes the connection before the tunnel exists,
 * fetch treats it like an idle connection that was closed, and reconnects endlessly. It does not do so if the error has
 * another code. https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message: unknown): void {
  const { error } = message as { readonly error?: { code?: unknown } };
  if (error?.code === 'UND_ERR_SOCKET') error.code = 'ERR_PROXY_TUNNEL';
}

/**
 * Closes all connections of the built-in fetch. Otherwise, a proxy that does not respond would keep the process alive
 * for minutes after the run. No requests are possible afterward.
 */
export async function endConnections(): Promise<void> {
  const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis as unknown as Readonly<
    Record<symbol, { readonly destroy?: () => Promise<void> } | undefined>
  >;
  await dispatcher?.destroy?.();
}
