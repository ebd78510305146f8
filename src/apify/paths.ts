export function apiPath(...segments: readonly string[]): string {
  return ['', 'v2', ...segments.map(encodeURIComponent)].join('/');
}

export function actorPath(actorId: string, ...rest: readonly string[]): string {
  return apiPath('acts', actorId.replace('/', '~'), ...rest);
}
