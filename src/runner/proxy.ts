import { subscribe } from 'node:diagnostics_channel';
import * as http from 'node:http';
import { ActionError, type Diagnostic } from '../errors.ts';

/** Lower case comes first, as Node and curl have it. */
const VARIABLES = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** In Node 24.14 and later. https://nodejs.org/api/http.html#httpsetglobalproxyfromenvproxyenv */
type SetProxy = (environment: Environment) => () => void;

/**
 * Sends every request through the proxy that the runner's variables name; `NO_PROXY` is honoured. The built-in fetch
 * does not look at them by itself.
 * @returns what the user should know where this Node cannot do it.
 * @throws ActionError naming the variable whose value is no proxy's address.
 */
export function useProxy(environment: Environment): readonly Diagnostic[] {
  const set = VARIABLES.flatMap((names) => names.find((name) => environment[name]) ?? []);
  if (set.length === 0) return [];
  const wrong = set.filter((name) => !isProxy(environment[name] ?? ''));
  if (wrong.length > 0) throw notAProxy(wrong);
  const setProxy = 'setGlobalProxyFromEnv' in http ? (http.setGlobalProxyFromEnv as SetProxy) : undefined;
  if (setProxy === undefined) {
    const message = `${set.join(', ')} has no effect: the runner's Node ${process.versions.node} cannot use a proxy, 24.14 and later can. Update the runner.`;
    return [{ level: 'warning', message }];
  }
  try {
    setProxy(environment);
  } catch {
    // The reason shows the address, and with it a password.
    throw notAProxy(set);
  }
  subscribe('undici:client:connectError', endEndlessConnecting);
  return [];
}

function isProxy(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || /[\r\n]/.test(text)) return false;
  try {
    // They are sent decoded.
    decodeURIComponent(url.username + url.password);
    return true;
  } catch {
    return false;
  }
}

function notAProxy(names: readonly string[]): ActionError {
  return new ActionError(`The variable ${names.join(' and ')} is not the address of a proxy`, {
    hint: 'Write it with its scheme, http://proxy.example.com:8080 for example, and % in a password as %25; or remove it from the runner.',
  });
}

/**
 * Where a proxy closes the connection before it is a tunnel, Node's fetch takes that for a connection that was used
 * up, and connects again at once, without end, also when nobody waits any more. By another code it is a failure.
 * @see https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message: unknown): void {
  const { error } = message as { readonly error?: { code?: unknown } };
  if (error?.code === 'UND_ERR_SOCKET') error.code = 'ERR_PROXY_TUNNEL';
}

/**
 * Ends every connection of the built-in fetch. Without it a proxy that never answers keeps the process alive for
 * minutes after the run's end. No request can be made afterwards.
 */
export async function endConnections(): Promise<void> {
  const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis as unknown as Readonly<
    Record<symbol, { readonly destroy?: () => Promise<void> } | undefined>
  >;
  await dispatcher?.destroy?.();
}
