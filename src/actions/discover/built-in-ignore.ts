import { lastMatching, readPathPatterns } from '../../source/rules/path-patterns.ts';

/** Markdown, licenses, and files that editors, linters, formatters, Git and GitHub read. */
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
  **/.gitignore
  **/.gitattributes
  **/.DS_Store
  .github
  `,
);

/** Whether a file outside all Actor folders affects none because of its name. */
export function isIgnoredByDefault(file: string): boolean {
  return lastMatching(patterns, file) !== undefined;
}
