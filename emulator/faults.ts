/** A way to misbehave. Unless it says otherwise, the request is not carried out. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly type?: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** In place of the API's error body. */
      readonly body?: string;
      readonly contentType?: string;
      /** True: what was asked for happens all the same. */
      readonly carriedOut?: boolean;
    }
  /** Carried out at once, answered rightly after so many milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** The connection is reset: after the whole request, or after so many bytes of its body. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** Carried out, then the connection is reset without an answer. */
  | { readonly kind: 'lost-answer' }
  /** Carried out, the answer's body ends midway; a stream after 10 bytes unless told. */
  | { readonly kind: 'cut-body'; readonly afterBytes?: number }
  /** Carried out, the answer is not JSON although it says so. */
  | { readonly kind: 'broken-json' }
  /** Carried out, the answer's bytes come in pieces of so many (1 unless told), each after so many milliseconds. */
  | { readonly kind: 'trickle'; readonly everyMs: number; readonly pieceBytes?: number }
  /** Carried out, then the JSON body is changed: `edit` gets the value of `data` and returns its replacement. */
  | { readonly kind: 'edit'; readonly edit: (data: Record<string, unknown>) => unknown }
  /** Carried out, 200 with an empty body. */
  | { readonly kind: 'empty' }
  /** A web page, as a proxy or gateway answers; 502 unless told. */
  | { readonly kind: 'html'; readonly status?: number };

export interface FaultRule {
  readonly method?: string;
  /** Against the path as it was sent, without the query. */
  readonly path?: RegExp;
  /** How many matching requests it strikes: 1 unless told, `Infinity` for all. */
  readonly times?: number;
  /** How many matching requests pass before. */
  readonly skip?: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  /** The fault for this request, and counts it. The rule that was added first wins; the others do not count it. */
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
