/** A way in which a request can fail. The request is not processed, unless a comment states otherwise. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly type?: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly contentType?: string;
      /** Whether the request is processed although it fails. */
      readonly carriedOut?: boolean;
    }
  /** Processed immediately. The correct response follows after `ms` milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Processed after `change`, as if another client had changed the account just before. */
  | { readonly kind: 'race'; readonly change: () => void }
  | { readonly kind: 'hang' }
  /** Resets the connection after the whole request, or after `afterBytes` bytes of its body. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** Processed. The connection is then reset without a response. */
  | { readonly kind: 'lost-answer' }
  /** Processed. The response body is truncated in the middle. For a stream, the default is after 10 bytes. */
  | { readonly kind: 'cut-body'; readonly afterBytes?: number }
  /** Processed. The response is not JSON although its Content-Type is. */
  | { readonly kind: 'broken-json' }
  /** Processed. The response is sent in pieces of `pieceBytes` bytes (default: 1), one every `everyMs` milliseconds. */
  | { readonly kind: 'trickle'; readonly everyMs: number; readonly pieceBytes?: number }
  /** Processed. `edit` receives the `data` of the response and returns its replacement. */
  | { readonly kind: 'edit'; readonly edit: (data: Record<string, unknown>) => unknown }
  /** Processed. The response is 200 with an empty body. */
  | { readonly kind: 'empty' }
  /** The web page of a proxy or gateway, with status 502 by default. */
  | { readonly kind: 'html'; readonly status?: number };

export interface FaultRule {
  readonly method?: string;
  /** Matched against the encoded path, without the query. */
  readonly path?: RegExp;
  /** The number of matching requests that fail. Defaults to 1. `Infinity` means all of them. */
  readonly times?: number;
  /** The number of matching requests to skip before the first one that fails. Defaults to 0. */
  readonly skip?: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  /** Returns the fault for a request. Only the first matching rule counts the request. */
  next(request: { readonly method: string; readonly path: string }): Fault | undefined;
}

export function createFaults(): Faults {
  const rules: { readonly rule: FaultRule; toPass: number; left: number }[] = [];
  return {
    add: (rule) => {
      rules.push({ rule, toPass: rule.skip ?? 0, left: rule.times ?? 1 });
    },
    next: ({ method, path }) => {
      for (const entry of rules) {
        const { rule } = entry;
        if (entry.left <= 0 || (rule.method !== undefined && rule.method !== method)) continue;
        if (rule.path !== undefined && path.search(rule.path) === -1) continue;
        if (entry.toPass > 0) {
          entry.toPass -= 1;
          continue;
        }
        entry.left -= 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}
