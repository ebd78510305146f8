import { lastMatching, readPathPatterns } from '../../source/rules/path-patterns.ts';

/** Files outside Actor folders that change no Actor: Markdown, licences, and what editors, linters and GitHub read. */
const patterns = readPathPatterns(
  'ignore',
  `
  **/*.[mM][dD]
  **/*.markdown
  **/LICEN[CS]E*
  **/licen[cs]e.txt
  **/COPYING*
  **/.editorconfig
  **/.vscode
  **/.idea
  **/.zed
  **/.fleet
  **/*.code-workspace
  **/*.sublime-project
  **/*.sublime-workspace
  **/.eslintrc*
  **/.eslintignore
  **/eslint.config.*
  **/tslint.json
  **/.oxlintrc.json
  **/biome.json
  **/biome.jsonc
  **/.prettierrc*
  **/.prettierignore
  **/prettier.config.*
  **/.stylelintrc*
  **/.stylelintignore
  **/stylelint.config.*
  **/.markdownlint*
  **/.jshintrc
  **/dprint.json
  **/.pylintrc
  **/pylintrc
  **/.flake8
  **/ruff.toml
  **/.ruff.toml
  **/.yamllint*
  **/.hadolint.y*ml
  **/.shellcheckrc
  **/.golangci.*
  **/.rubocop*.yml
  **/.pre-commit-config.y*ml
  **/.husky
  **/.lintstagedrc*
  **/lint-staged.config.*
  **/.commitlintrc*
  **/commitlint.config.*
  .github
  `,
);

/** Whether a file outside all Actor folders concerns none, unless the user says otherwise. */
export function affectsNothing(file: string): boolean {
  return lastMatching(patterns, file) !== undefined;
}
