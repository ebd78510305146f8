import * as http from 'node:http';
import { ActionError, type Finding } from './errors.ts';

const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/** In Node 24.14 and later. https://nodejs.org/api/http.html#httpsetglobalproxyfromenvproxyenv */
type SetProxy = (environment: Readonly<Record<string, string | undefined>>) => () => void;

/**
 * Sends every request through the proxy that the runner's variables name; `NO_PROXY` is honoured. The built-in fetch
 * does not look at them by itself.
 * @returns what the user should know where this Node cannot do it.
 * @throws ActionError naming the variable whose value is no proxy's address.
 */
export function useProxy(environment: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  const set = VARIABLES.filter((name) => environment[name]?.trim());
  if (set.length === 0) return [];
  const wrong = set.filter((name) => !/^https?:$/.test(URL.parse(environment[name] ?? '')?.protocol ?? ''));
  if (wrong.length > 0) {
    throw new ActionError(`The variable ${wrong.join(' and ')} is not the address of a proxy`, {
      hint: 'Write it with its scheme, http://proxy.example.com:8080 for example, or remove it from the runner.',
    });
  }
  const setProxy = 'setGlobalProxyFromEnv' in http ? (http.setGlobalProxyFromEnv as SetProxy) : undefined;
  if (setProxy === undefined) {
    const message = `${set.join(', ')} has no effect: the runner's Node ${process.versions.node} cannot use a proxy, 24.14 and later can. Update the runner.`;
    return [{ level: 'warning', message }];
  }
  setProxy(environment);
  return [];
}
