/** The version of this action in package.json, for the `User-Agent`. */
export const VERSION = '1.0.0';
