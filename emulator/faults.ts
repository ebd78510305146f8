/** A way to fail. The request is not carried out, unless a comment says that it is. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly type?: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly contentType?: string;
      /** Whether the request is carried out although it fails. */
      readonly carriedOut?: boolean;
    }
  /** Carried out at once. The correct response follows after `ms` milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Carried out after `change`, as if another client had changed the account just before. */
  | { readonly kind: 'race'; readonly change: () => void }
  | { readonly kind: 'hang' }
  /** The connection is reset after the whole request, or after `afterBytes` bytes of its body. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** Carried out. Then the connection is reset without a response. */
  | { readonly kind: 'lost-answer' }
  /** Carried out. The response body is cut in the middle. Default for a stream: after 10 bytes. */
  | { readonly kind: 'cut-body'; readonly afterBytes?: number }
  /** Carried out. The response is not JSON although its Content-Type is. */
  | { readonly kind: 'broken-json' }
  /** Carried out. Every `everyMs` milliseconds, `pieceBytes` bytes are sent (default: 1). */
  | { readonly kind: 'trickle'; readonly everyMs: number; readonly pieceBytes?: number }
  /** Carried out. `edit` receives the `data` of the response and returns its replacement. */
  | { readonly kind: 'edit'; readonly edit: (data: Record<string, unknown>) => unknown }
  /** Carried out. The response is 200 with an empty body. */
  | { readonly kind: 'empty' }
  /** The web page of a proxy or gateway. Default: 502. */
  | { readonly kind: 'html'; readonly status?: number };

export interface FaultRule {
  readonly method?: string;
  /** Tested against the encoded path, without the query. */
  readonly path?: RegExp;
  /** The number of matching requests that fail. Default: 1. `Infinity`: all. */
  readonly times?: number;
  /** The number of matching requests before them that do not fail. Default: 0. */
  readonly skip?: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  /** The fault for this request. The first rule that matches counts the request, and later rules do not. */
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
