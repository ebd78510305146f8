/**
 * Requests the user from the API in a separate process, because a proxy and certificate authorities apply to a whole
 * process. Prints the result as JSON. Usage: node ask-api.ts BASE_URL
 */
import process from 'node:process';
import { createApifyApi } from '../../src/apify/client.ts';
import { explain } from '../../src/apify/error-hints.ts';
import { endConnections, useProxy } from '../../src/runner/proxy.ts';
import { systemClock } from '../../src/time/clock.ts';

/** The printed result. */
export interface Asked {
  readonly username?: string;
  readonly message?: string;
  readonly hint?: string | undefined;
  readonly diagnostics?: readonly unknown[];
}

async function ask(baseUrl: string): Promise<Asked> {
  try {
    const diagnostics = useProxy(process.env);
    const api = createApifyApi({
      baseUrl,
      token: 'apify_api_secret',
      clock: systemClock,
      limits: { maxAttempts: 2, firstDelayMs: 10, idleMs: 1000 },
    });
    return { username: (await api.getUser()).username, diagnostics };
  } catch (error) {
    const { message, hint } = explain(error);
    return { message, hint };
  }
}

console.log(JSON.stringify(await ask(process.argv[2] ?? '')));
await endConnections();
