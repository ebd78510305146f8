/** Of this action, as package.json has it; goes into the `User-Agent`. */
export const VERSION = '1.0.0';
