export const id = 985;
export const ids = [985];
export const modules = {

/***/ 985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkSchema: () => (/* binding */ checkSchema)
});

// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/actor/schema-problem.js
var schema_problem = __webpack_require__(7081);
;// CONCATENATED MODULE: ./build/actor/checks/field-values.js




/** Time limits in milliseconds, for one value and for all values of a schema. Nothing else runs during the matching. */
const patternLimits = { oneMs: 1_000, allMs: 10_000 };
/**
 * Finds prefills and defaults that violate the rules of their own field. Apify builds such an Actor, but the Store's
 * daily test, which runs it with the prefilled input, fails.
 * @see https://docs.apify.com/platform/actors/publishing/test
 */
function checkFieldValues(inputSchema, limits = patternLimits) {
    if (!(0,schema_problem/* isObject */.Gv)(inputSchema) || !(0,schema_problem/* isObject */.Gv)(inputSchema['properties']))
        return [];
    const time = { oneMs: limits.oneMs, leftMs: limits.allMs };
    return Object.entries(inputSchema['properties']).flatMap(([key, field]) => checkField(field, ['properties', key], time));
}
function checkField(field, path, time) {
    if (!(0,schema_problem/* isObject */.Gv)(field))
        return [];
    const own = ['prefill', 'default'].flatMap((key) => {
        const rule = field[key] === undefined ? undefined : brokenRule(field[key], field, time);
        if (rule === undefined)
            return [];
        const hint = `Correct the value or the rule. The Store's daily test runs the Actor with the prefilled input.`;
        return [{ level: 'warning', path: [...path, key], message: rule, hint }];
    });
    const below = (0,schema_problem/* isObject */.Gv)(field['properties'])
        ? Object.entries(field['properties']).flatMap(([key, sub]) => checkField(sub, [...path, 'properties', key], time))
        : [];
    return [...own, ...below];
}
/** Returns the end of a sentence that begins with the value; undefined if the value follows all rules. */
function brokenRule(value, field, time) {
    const limit = (key) => (typeof field[key] === 'number' ? field[key] : undefined);
    /** @param unit empty if the size is the number itself. */
    const outside = (size, least, most, unit = '') => {
        const fact = unit === '' ? `is ${size}` : `has ${(0,build_text/* formatCount */.B4)(size, unit)}`;
        if (size < (limit(least) ?? -Infinity))
            return `${fact}, but ${least} is ${limit(least)}`;
        if (size > (limit(most) ?? Infinity))
            return `${fact}, but ${most} is ${limit(most)}`;
        return undefined;
    };
    if (Array.isArray(field['enum']) && typeof value === 'string' && !field['enum'].includes(value)) {
        return 'is not one of the values in enum';
    }
    if (typeof value === 'number')
        return outside(value, 'minimum', 'maximum');
    if (typeof value === 'string') {
        const wrongLength = outside([...value].length, 'minLength', 'maxLength', 'character');
        return wrongLength ?? brokenPattern(value, field['pattern'], time);
    }
    if (Array.isArray(value)) {
        const repeats = new Set(value.map((item) => JSON.stringify(item))).size < value.length;
        if (field['uniqueItems'] === true && repeats)
            return 'repeats an item, but uniqueItems is true';
        return outside(value.length, 'minItems', 'maxItems', 'item') ?? brokenItem(value, field['items'], time);
    }
    if ((0,schema_problem/* isObject */.Gv)(value))
        return outside(Object.keys(value).length, 'minProperties', 'maxProperties', 'key');
    return undefined;
}
function brokenItem(items, rules, time) {
    if (!(0,schema_problem/* isObject */.Gv)(rules))
        return undefined;
    for (const [index, item] of items.entries()) {
        const rule = brokenRule(item, rules, time);
        if (rule !== undefined)
            return `has item ${index}, which ${rule}`;
    }
    return undefined;
}
/** Matches in a separate context, which is the only way to stop a regular expression that backtracks endlessly. */
function brokenPattern(value, pattern, time) {
    if (typeof pattern !== 'string' || pattern === '')
        return undefined;
    if (time.leftMs <= 0)
        return 'was not matched against the pattern of its field, because other patterns took too long';
    try {
        const matches = (0,external_node_vm_.runInNewContext)('new RegExp(pattern).test(value)', { pattern, value }, { timeout: time.oneMs });
        return matches === true ? undefined : 'does not match the pattern of its field';
    }
    catch (error) {
        // A pattern that does not compile is reported separately.
        if ((0,errors/* codeOf */.$N)(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            return undefined;
        time.leftMs -= time.oneMs;
        return `could not be matched against the pattern of its field within ${time.oneMs / 1000} second`;
    }
}

// EXTERNAL MODULE: ./build/node_modules/@apify/json_schemas/esm/index.mjs
var esm = __webpack_require__(6450);
// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/dereference.js
var dereference = __webpack_require__(1176);
// EXTERNAL MODULE: ./node_modules/@cfworker/json-schema/dist/esm/validate.js + 3 modules
var validate = __webpack_require__(6623);
// EXTERNAL MODULE: ./node_modules/ajv/dist/refs/json-schema-draft-07.json
var json_schema_draft_07 = __webpack_require__(2079);
;// CONCATENATED MODULE: ./build/actor/checks/explain-errors.js
/** Keywords that only repeat the errors of their parts, and `format`, which Apify does not check. */
const CONTAINERS = new Set([
    ...['format', '$ref', 'allOf', 'if', 'then', 'else', 'properties', 'patternProperties', 'additionalProperties'],
    ...['unevaluatedProperties', 'items', 'contains', 'dependencies', 'dependentSchemas'],
]);
/**
 * Removes errors that only repeat others. If no alternative of `oneOf` or `anyOf` matches, keeps only the errors of the
 * alternative with the fewest errors, because the author probably meant that one.
 */
function explainErrors(units, isReported = () => false) {
    return withoutContainers(units.map(withLocation), isReported);
}
/** Fixes the location of a key that is not allowed: the validator locates it in the document, not in the schema. */
function withLocation(unit, index, units) {
    const container = units[index - 1];
    if (unit.keyword !== 'false' || container === undefined)
        return unit;
    return { ...unit, keywordLocation: `${container.keywordLocation}/${unit.instanceLocation}` };
}
function withoutContainers(units, isReported) {
    const choices = units.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'not');
    const isIn = (unit, choice) => unit !== choice &&
        unit.keywordLocation.startsWith(`${choice.keywordLocation}/`) &&
        (unit.instanceLocation === choice.instanceLocation ||
            unit.instanceLocation.startsWith(`${choice.instanceLocation}/`));
    const outermost = choices.filter((choice) => !choices.some((other) => isIn(choice, other)));
    return units.flatMap((unit) => {
        if (outermost.includes(unit))
            return chooseForm(unit, units.filter((other) => isIn(other, unit)), isReported);
        return CONTAINERS.has(unit.keyword) || outermost.some((choice) => isIn(unit, choice)) ? [] : [unit];
    });
}
function chooseForm(choice, inside, isReported) {
    const severalFit = choice.keyword === 'not' || /\([^0]\d* matches\)/.test(choice.error);
    if (severalFit)
        return [choice];
    const start = choice.keywordLocation.length + 1;
    const forms = Map.groupBy(inside, ({ keywordLocation }) => Number.parseInt(keywordLocation.slice(start), 10));
    const explained = [...forms.values()]
        .map((form) => withoutContainers(form, isReported))
        .filter((mistakes) => mistakes.length > 0);
    const [first] = explained;
    if (first === undefined)
        return [choice];
    const missing = explained.map((mistakes) => mistakes.length === 1 && mistakes[0]?.keyword === 'required' ? mistakes : []);
    if (missing.every(([mistake]) => mistake?.instanceLocation === choice.instanceLocation)) {
        const names = missing.map(([mistake]) => /"(.*)"/.exec(mistake?.error ?? '')?.[1]);
        return [{ ...choice, keyword: 'required', error: `"${[...new Set(names)].join(' or ')}"`, isInChoice: true }];
    }
    const weightOf = (mistakes) => mistakes.reduce((sum, mistake) => sum + (isReported(mistake) ? 0 : weigh(mistake)), 0);
    const best = explained.reduce((a, b) => (weightOf(b) < weightOf(a) ? b : a), first);
    return best.map((mistake) => ({ ...mistake, isInChoice: true }));
}
/** A value with the wrong type or outside a list suggests that the author meant another alternative. */
function weigh({ keyword }) {
    return ['type', 'enum', 'const'].includes(keyword) ? 2 : 1;
}

;// CONCATENATED MODULE: ./build/actor/checks/apify-schemas.js





/** The schemas that Apify publishes. https://github.com/apify/apify-shared-js/tree/master/packages/json_schemas */
const inputSchema = asSchema(esm/* inputSchema */.is);
const storageSchemas = {
    dataset: asSchema(esm/* datasetSchema */.eS),
    'key-value-store': asSchema(esm/* keyValueStoreSchema */.PR),
    output: asSchema(esm/* outputSchema */.fe),
};
/** The type declarations of the two packages differ only in `type`. */
function asSchema(published) {
    return published;
}
const lookups = new Map();
/** Returns all errors in a value. @param more.root the schema in which references are resolved. */
function findErrors(value, schema, { root = schema, isReported } = {}) {
    const lookup = lookups.get(root) ?? (0,dereference/* dereference */.DS)(root, (0,dereference/* dereference */.DS)(asSchema(json_schema_draft_07)));
    lookups.set(root, lookup);
    // Stopping at the first error is many times faster, and most values have no errors.
    if ((0,validate/* validate */.t)(value, schema, '2019-09', lookup, true).valid)
        return [];
    return explainErrors((0,validate/* validate */.t)(value, schema, '2019-09', lookup, false).errors, isReported);
}
/** Collects all keys and enum values in Apify's schemas. */
function collectNames() {
    const keys = new Set();
    const values = new Set();
    const visit = (schema) => {
        if (Array.isArray(schema))
            schema.forEach(visit);
        if (!(0,schema_problem/* isObject */.Gv)(schema))
            return;
        if ((0,schema_problem/* isObject */.Gv)(schema['properties']))
            for (const key of Object.keys(schema['properties']))
                keys.add(key);
        if (Array.isArray(schema['enum']))
            for (const value of schema['enum'])
                values.add(value);
        if ('const' in schema)
            values.add(schema['const']);
        for (const part of Object.values(schema))
            visit(part);
    };
    [esm/* actorSchema */.zH, esm/* datasetSchema */.eS, esm/* inputSchema */.is, esm/* keyValueStoreSchema */.PR, esm/* outputSchema */.fe].forEach(visit);
    return { keys, values };
}
let names;
function isKnownKey(key) {
    names ??= collectNames();
    return names.keys.has(key);
}
function isKnownValue(value) {
    names ??= collectNames();
    return names.values.has(value);
}
/**
 * Keys and values that Apify's schemas do not contain are warnings, because Apify may be newer than the schemas.
 * Everything else that Apify rejects is an error.
 */
function toProblem(unit, document, above = []) {
    const own = pathOf(unit.instanceLocation);
    const path = [...above, ...own];
    const value = valueAt(document, own);
    const key = path.at(-1) ?? '';
    const [, quoted = ''] = /"(.*)"/.exec(unit.error) ?? [];
    switch (unit.keyword) {
        case 'false':
            return isKnownKey(key)
                ? (0,schema_problem/* errorAt */.Os)(path, 'is not allowed here', `Remove ${key}, or use a type or editor that has it.`)
                : (0,schema_problem/* warningAt */.MK)(path, 'is not a key that Apify knows', `Check the spelling of ${key}.`);
        case 'required':
            return (0,schema_problem/* errorAt */.Os)(path, `has no ${quoted}`, `Add ${quoted}.`);
        case 'type': {
            const [, expected = ''] = /Expected "(.*)"\.$/.exec(unit.error) ?? [];
            const types = expected.split('", "');
            const hint = `Use a value of the type ${types.join(' or ')}.`;
            const allowed = types.map((type) => typeNames[type]).join(' or ');
            return (0,schema_problem/* errorAt */.Os)(path, `is ${describeType(value)}, not ${allowed}`, hint);
        }
        case 'enum':
        case 'const': {
            const level = typeof value === 'string' && !isKnownValue(value) ? 'warning' : 'error';
            const [, list = '[]'] = /(\[.*\]|"[^"]*"|true|false)\.$/.exec(unit.error) ?? [];
            const values = [JSON.parse(list)].flat();
            const hint = `Use ${values.length === 1 ? '' : 'one of '}${values.map((one) => JSON.stringify(one)).join(', ')}.`;
            return { level, path, message: `has the value ${apify_schemas_short(value)}, which Apify does not accept here`, hint };
        }
        case 'anyOf':
        case 'oneOf':
            return (0,schema_problem/* errorAt */.Os)(path, 'does not have one of the forms that Apify accepts', formsHint(key));
        case 'not':
            return (0,schema_problem/* errorAt */.Os)(path, 'has keys that cannot be used together', 'Keep one of them.');
        default:
            return (0,schema_problem/* errorAt */.Os)(path, `violates the rule ${unit.keyword} of Apify's schema`, unit.error);
    }
}
function formsHint(key) {
    return `See https://docs.apify.com/platform/actors/development/actor-definition for the forms of ${key || 'this file'}.`;
}
function apify_schemas_short(value) {
    const text = JSON.stringify(value);
    return text.length > 100 ? `of ${text.length} characters` : text;
}
const typeNames = {
    null: 'null',
    array: 'an array',
    object: 'an object',
    integer: 'an integer',
    number: 'a number',
    string: 'a string',
    boolean: 'a boolean',
};
function describeType(value) {
    return typeNames[value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value];
}
/** Splits a pointer such as `#/properties/a~1b` into keys. */
function pathOf(location) {
    return location
        .split('/')
        .slice(1)
        .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}
function valueAt(document, path) {
    return path.reduce((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), document);
}

;// CONCATENATED MODULE: ./build/actor/checks/input-schema.js


const definitions = Object.values(inputSchema['definitions']);
const fieldDefinitions = definitions.filter(({ title }) => !/^(?:Utils|Component|Sub-schema):/.test(title));
const subFieldDefinitions = definitions.filter(({ title }) => title.startsWith('Sub-schema:'));
/** The schema of the whole file. It accepts any object as a field, because fields are checked one by one. */
const structure = {
    ...inputSchema,
    properties: { ...inputSchema['properties'], properties: { type: 'object' } },
};
/**
 * Finds the errors in an input schema. The result is the same as that of Apify's `@apify/input_schema`, except that the
 * latter stops at the first error.
 * @see https://github.com/apify/apify-shared-js/blob/master/packages/input_schema/src/input_schema.ts
 */
function checkInputSchema(schema) {
    const problems = findErrors(schema, structure, { root: inputSchema }).map((unit) => toProblem(unit, schema));
    if (!(0,schema_problem/* isObject */.Gv)(schema) || !(0,schema_problem/* isObject */.Gv)(schema['properties']))
        return problems;
    const { properties } = schema;
    for (const [key, field] of Object.entries(properties)) {
        problems.push(...input_schema_checkField(field, ['properties', key], fieldDefinitions));
    }
    problems.push(...checkRequired(schema['required'], properties));
    if (problems.length > 0)
        return problems;
    // Each field is valid on its own, but it may match several alternatives although only one is allowed.
    return findErrors(schema, inputSchema).map((unit) => toProblem(unit, schema));
}
function checkRequired(required, properties) {
    if (!Array.isArray(required))
        return [];
    return required.flatMap((name, index) => {
        if (typeof name !== 'string' || properties[name])
            return [];
        const hint = `Define the field ${name} in properties, or remove it from required.`;
        return [(0,schema_problem/* errorAt */.Os)(['required', String(index)], `names ${name}, which has no property`, hint)];
    });
}
function input_schema_checkField(field, path, candidates) {
    if (!(0,schema_problem/* isObject */.Gv)(field)) {
        return [(0,schema_problem/* errorAt */.Os)(path, 'is not an object', 'Define the field as an object with type, title and description.')];
    }
    const below = [...checkSubFields(field, path), ...checkItems(field, path)];
    return [
        ...below,
        ...checkOwnKeys(field, path, candidates, below.length > 0),
        ...checkPattern(field['pattern'], path),
    ];
}
/** Checks the fields of an object, nested fields first, so that an error is reported at the innermost field. */
function checkSubFields(field, path) {
    const { type, properties } = field;
    if (type !== 'object' || !(0,schema_problem/* isObject */.Gv)(properties))
        return [];
    return Object.entries(properties).flatMap(([key, sub]) => input_schema_checkField(sub, [...path, 'properties', key], subFieldDefinitions));
}
/** Checks the fields of objects in an array, at any depth. */
function checkItems({ type, items }, path) {
    if (type !== 'array' || !(0,schema_problem/* isObject */.Gv)(items))
        return [];
    return [...checkSubFields(items, [...path, 'items']), ...checkItems(items, [...path, 'items'])];
}
function checkOwnKeys(field, path, candidates, isReportedBelow) {
    for (const key of ['patternKey', 'patternValue']) {
        if (key in field) {
            const hint = `Remove it. See https://docs.apify.com/platform/actors/development/actor-definition/input-schema/specification/v1`;
            return [(0,schema_problem/* errorAt */.Os)([...path, key], 'is no longer supported by Apify', hint)];
        }
    }
    const definition = definitionOf(field, candidates);
    if (definition === undefined)
        return [unknownType(field['type'], path)];
    const isReported = ({ instanceLocation, keyword }) => isReportedBelow && isConsequence(pathOf(instanceLocation), keyword);
    const units = findErrors(field, definition, { root: inputSchema, isReported }).filter((unit) => !isReported(unit));
    // If a key is wrong, the alternative that allows its neighbors fails too. In that case, report only keys that no
    // alternative allows.
    const hasCause = units.some(({ keyword, isInChoice = false }) => keyword !== 'false' || isInChoice);
    const problems = units
        .map((unit) => ({ unit, problem: toProblem(unit, field, path) }))
        .filter(({ unit: { keyword, isInChoice = false }, problem }) => {
        const mayFollow = keyword === 'false' && !isInChoice && hasCause;
        return !mayFollow || !isKeyOf(definition, problem.path.at(-1));
    })
        .map(({ problem }) => problem);
    // Two definitions of a field may reject the same value. The one with the longer list of values is the more general
    // one.
    const sorted = problems.toSorted((a, b) => b.hint.length - a.hint.length);
    return problems.filter((problem) => sorted.find(({ path: at, message }) => `${at}${message}` === `${problem.path}${problem.message}`) === problem);
}
/** Whether an error in a field only repeats an error in a nested field. */
function isConsequence(path, keyword) {
    if (keyword === 'oneOf' || keyword === 'anyOf' || isInFields(path))
        return true;
    return keyword === 'false' && (path.at(-1) === 'properties' || path.at(-1) === 'items');
}
function isInFields(path) {
    return path.includes('properties') && path.length > path.indexOf('properties') + 1;
}
/** Whether any part of the definition has the key. */
function isKeyOf(definition, key) {
    if (Array.isArray(definition))
        return definition.some((part) => isKeyOf(part, key));
    if (!(0,schema_problem/* isObject */.Gv)(definition))
        return false;
    const { properties } = definition;
    if (key !== undefined && (0,schema_problem/* isObject */.Gv)(properties) && Object.hasOwn(properties, key))
        return true;
    return Object.values(definition).some((part) => isKeyOf(part, key));
}
/** Returns the definition that Apify uses to check a field of this type. */
function definitionOf(field, candidates) {
    const { type } = field;
    const matching = candidates.filter(({ properties }) => {
        const allowed = properties['type']?.enum;
        return allowed === undefined ? Array.isArray(type) : allowed[0] === type;
    });
    if (matching.length < 2)
        return matching[0];
    const has = (key) => (definition) => definition.properties[key] !== undefined;
    if (field['enum'])
        return matching.findLast(has('enum'));
    if (field['resourceType'])
        return matching.findLast(has('resourceType'));
    return matching.findLast((definition) => !has('enum')(definition) && !has('resourceType')(definition));
}
function unknownType(type, path) {
    if (type === undefined)
        return (0,schema_problem/* errorAt */.Os)(path, 'has no type', 'Add type, for example "type": "string".');
    const level = typeof type === 'string' && !isKnownValue(type) ? 'warning' : 'error';
    const hint = 'Use string, array, object, integer, number or boolean.';
    return { level, path: [...path, 'type'], message: 'is not a field type that Apify knows', hint };
}
function checkPattern(pattern, path) {
    if (typeof pattern !== 'string')
        return [];
    try {
        new RegExp(pattern);
        return [];
    }
    catch (error) {
        const hint = `Correct the regular expression: ${error instanceof Error ? error.message : String(error)}`;
        return [(0,schema_problem/* errorAt */.Os)([...path, 'pattern'], 'is not a valid regular expression', hint)];
    }
}

;// CONCATENATED MODULE: ./build/actor/checks/storage-schemas.js

/** @see https://docs.apify.com/platform/actors/development/actor-definition */
function checkStorageSchema(kind, schema) {
    return findErrors(schema, storageSchemas[kind]).map((unit) => toProblem(unit, schema));
}

;// CONCATENATED MODULE: ./build/actor/checks/checkers.js



/** Checks that require the validator and Apify's schemas. */
function checkSchema(kind, schema) {
    if (kind !== 'input')
        return checkStorageSchema(kind, schema);
    return [...checkInputSchema(schema), ...checkFieldValues(schema)];
}


/***/ })

};
