export const id = 806;
export const ids = [806];
export const modules = {

/***/ 9806:
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
    return actor === undefined ? 'the Actor' : `<a href="${(0,build_text/* escapeHtml */.ZD)(actor.url)}">${(0,build_text/* escapeHtml */.ZD)(actor.name)}</a>`;
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

;// CONCATENATED MODULE: ./build/actions/cleanup/summary.js


/** Describes what was deleted and what remains. Pure. */
function summaryOf(state) {
    return joinBlocks(`<h2>${headline(state)}</h2>`, failureBlock(state.failure), list(state), diagnosticList(state.diagnostics));
}
function headline({ dryRun, actor, items = [], failure }) {
    const name = actorLink(actor);
    if (dryRun && failure === undefined)
        return `📝 Dry run: ${count(items) || 'nothing'} of ${name} would be deleted`;
    const deleted = count(items.filter(({ result }) => result === 'deleted'));
    if (failure !== undefined)
        return `❌ ${name}: ${deleted === '' ? 'nothing' : 'not everything'} was deleted`;
    return deleted === '' ? `💤 ${name}: nothing was deleted` : `🧹 Deleted ${deleted} of ${name}`;
}
/** For example, `1 tag, 2 archives and 1 version`; empty if there are no items. */
function count(items) {
    const counted = [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, { length }]) => (0,build_text/* formatCount */.B4)(length, kind));
    return [counted.slice(0, -1).join(', '), ...counted.slice(-1)].filter((part) => part !== '').join(' and ');
}
function list({ items = [], dryRun }) {
    const rows = items.map(({ kind, name, result = dryRun ? 'would be deleted' : 'not deleted' }) => {
        return `<tr><td>${(0,build_text/* capitalize */.ZH)(kind)}</td><td>${(0,build_text/* htmlCode */.h8)(name)}</td><td>${result}</td></tr>`;
    });
    return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}


/***/ })

};
