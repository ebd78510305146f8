import { lastMatching, readPathPatterns } from '../../source/rules/path-patterns.ts';

/** Markdown files, licenses, and configuration files of editors, linters, formatters, Git and GitHub, at any depth. */
const names = `
  *.[mM][dD] *.markdown LICEN[CS]E* licen[cs]e.txt COPYING*
  .editorconfig .vscode .idea .zed .fleet .cursor .cursorrules *.iml *.code-workspace
  *.sublime-project *.sublime-workspace
  .eslintrc* .eslintignore eslint.config.* tslint.json .oxlintrc.json* .oxfmtrc.json* biome.json biome.jsonc
  .prettierrc* .prettierignore prettier.config.* .stylelintrc* .stylelintignore stylelint.config.*
  .markdownlint* .jshintrc .htmlhintrc .secretlintrc* .secretlintignore cspell.json .cspell.json dprint.json
  .pylintrc pylintrc .flake8 .isort.cfg mypy.ini .mypy.ini ruff.toml .ruff.toml .yamllint* .hadolint.y*ml
  .shellcheckrc .golangci.* .clang-format rustfmt.toml .rustfmt.toml .rubocop*.yml
  .pre-commit-config.y*ml .husky .lintstagedrc* lint-staged.config.* .commitlintrc* commitlint.config.*
  .gitignore .gitattributes .DS_Store
`;

const lines = names
  .trim()
  .split(/\s+/)
  .map((name) => `**/${name}`);
const patterns = readPathPatterns('ignore', [...lines, '.github'].join('\n'));

/** Whether the name of a file outside all Actor folders means that it does not affect any Actor. */
export function isIgnoredByDefault(file: string): boolean {
  return lastMatching(patterns, file) !== undefined;
}
