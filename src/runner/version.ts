/** The version of this action, for the `User-Agent` header. `npm run docs` copies it from package.json. */
export const VERSION = '1.0.0';
