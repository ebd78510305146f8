export const id = 593;
export const ids = [593];
export const modules = {

/***/ 7593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  summaryOf: () => (/* binding */ summaryOf)
});

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/actions/summary-parts.js

/** Joins the blocks of a summary and omits empty ones. */
function joinBlocks(...blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
function actorLink(actor) {
    return actor === undefined ? 'the Actor' : `<a href="${text(actor.url)}">${text(actor.name)}</a>`;
}
function failureBlock(failure) {
    if (failure === undefined)
        return '';
    const { message, hint, changes } = failure;
    const parts = [
        lines(message),
        ...(hint === undefined ? [] : [`<b>What to do:</b> ${lines(hint)}`]),
        ...(changes === undefined ? [] : [lines(changes)]),
    ];
    return `<blockquote>${parts.join('<br>\n')}</blockquote>`;
}
function diagnosticList(diagnostics) {
    const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' };
    const items = diagnostics.flatMap(({ level, message }) => level === 'debug' ? [] : [`<li>${icons[level]} ${lines(message)}</li>`]);
    return items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>`;
}
function lines(message) {
    return message
        .split(/\r\n|\n|\r/)
        .map((line) => notBlank((0,build_text/* escapeHtml */.ZD)(line)))
        .join('<br>\n');
}
/** Replaces a blank line, which would end the HTML block. */
function notBlank(line) {
    return line.trim() === '' ? '&#8203;' : line;
}

// EXTERNAL MODULE: ./build/actions/discover/decide.js
var decide = __webpack_require__(9172);
;// CONCATENATED MODULE: ./build/actions/discover/summary.js



/** If there are more rows of unaffected Actors, they are collapsed. */
const MAX_OPEN_ROWS = 20;
/**
 * Creates the summary. Pure. It consists of HTML blocks without blank lines, so that GitHub does not interpret any
 * Markdown.
 */
function summaryOf({ compared, decisions, deleted, diagnostics, failure }) {
    const affected = decisions.filter(({ isAffected }) => isAffected);
    const unaffected = decisions.filter(({ isAffected }) => !isAffected);
    const rows = unaffected.map((decision) => actorRow(decision, 'no'));
    const isFolded = unaffected.length > MAX_OPEN_ROWS;
    const open = [
        ...affected.map((decision) => actorRow(decision, '✅ yes')),
        ...deleted.map((folder) => row('td', ['', (0,build_text/* htmlCode */.h8)(folder || '.'), '🗑️ no', decide/* DELETED */.U])),
        ...(isFolded ? [] : rows),
    ];
    return joinBlocks(`<h2>${failure === undefined ? headline(affected.length, decisions.length) : '❌ The matrix could not be created'}</h2>`, failure === undefined ? `<p>${(0,build_text/* escapeHtml */.ZD)(compared)}</p>` : failureBlock(failure), table(open), isFolded ? `<details><summary>${rows.length} Actors are not affected</summary>\n${table(rows)}\n</details>` : '', diagnosticList(diagnostics));
}
function headline(affected, all) {
    if (all === 0)
        return '🔍 No Actors found';
    const things = `${all === 1 ? 'Actor' : 'Actors'} ${all === 1 || affected === 1 ? 'is' : 'are'}`;
    return `${affected === 0 ? '💤' : '🚀'} ${affected} of ${all} ${things} affected`;
}
function actorRow({ name, folder, reason, files }, isAffected) {
    const why = files.length === 0 ? (0,build_text/* escapeHtml */.ZD)(reason) : `${(0,build_text/* escapeHtml */.ZD)(reason)}: ${(0,build_text/* listSome */.XT)(files.map(build_text/* htmlCode */.h8), 3)}`;
    return row('td', [(0,build_text/* escapeHtml */.ZD)(name), (0,build_text/* htmlCode */.h8)(folder || '.'), isAffected, why]);
}
function table(rows) {
    if (rows.length === 0)
        return '';
    return ['<table>', row('th', ['Actor', 'Folder', 'Affected', 'Why']), ...rows, '</table>'].join('\n');
}
function row(tag, cells) {
    return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
}


/***/ })

};
