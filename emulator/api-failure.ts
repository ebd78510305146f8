export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export function invalidInput(field: string, problem: string): ApiFailure {
  return new ApiFailure(400, 'invalid-input', `Invalid input: ${field} ${problem}.`);
}

/**
 * Returns the error for something that does not exist. With this type, the official client returns `undefined` instead
 * of throwing.
 * https://docs.apify.com/api/v2/actor-get
 */
export function notFound(what: string): ApiFailure {
  return new ApiFailure(404, 'record-not-found', `${what} was not found`);
}

/**
 * Returns the documented error for a status code, optionally with another type.
 * https://docs.apify.com/api/v2/actor-version-post
 */
export function documentedFailure(status: number, givenType?: string): ApiFailure {
  const [type, message] = documented[status] ?? ['internal-server-error', 'Internal server error.'];
  if (givenType === undefined) return new ApiFailure(status, type, message);
  return new ApiFailure(status, givenType, messages[givenType] ?? message);
}

const documented: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ['invalid-input', 'Invalid input: The request body contains invalid data.'],
  401: ['user-or-token-not-found', 'User was not found or authentication token is not valid'],
  402: ['not-enough-usage-to-run-paid-actor', 'Your remaining usage is not enough to run this Actor.'],
  403: [
    'insufficient-permissions',
    'Insufficient permissions. Make sure the token has the permissions that this action needs.',
  ],
  404: ['actor-not-found', 'Actor was not found'],
  405: ['method-not-allowed', 'This API end-point can only be accessed using the following HTTP methods: OPTIONS,GET'],
  413: ['request-too-large', 'The POST payload is too large (limit: 9437184 bytes, actual length: 10485760 bytes).'],
  415: ['unsupported-content-encoding', 'Content-Encoding "bla" is not supported.'],
  429: ['rate-limit-exceeded', 'You have exceeded the rate limit. Please try again later.'],
};

const messages: Readonly<Record<string, string>> = {
  'actor-memory-limit-exceeded':
    'By launching this job you will exceed the memory limit of 8192MB for all your Actor runs and builds (currently used: 8192MB, requested: 4096MB).',
  'concurrent-update-detected': 'The Actor was changed by another request at the same time.',
  'too-many-versions': 'The Actor has too many versions.',
  'versions-size-exceeded': 'The limit on the combined size of all versions has been exceeded.',
};
