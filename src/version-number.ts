/** `MAJOR.MINOR`, each 0 to 99, no leading zero. https://docs.apify.com/api/v2/actor-version-post */
export function isVersionNumber(text: string): boolean {
  return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
