/** `.actor/actor.json` as far as a deployment needs it, checked. https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
export interface ActorDefinition {
  /** Path from the workspace's root with `/`, for messages and annotations. */
  readonly file: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly usesStandbyMode: boolean | undefined;
  /** Numbers and booleans are text here already; references (`@name`) are not resolved yet. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** As written: relative to `.actor/`, or absent. */
  readonly dockerfile: string | undefined;
  readonly dockerContextDir: string | undefined;
  /** Files that actor.json names, or their default places: POSIX paths relative to the working directory. */
  readonly namedFiles: readonly string[];
}
