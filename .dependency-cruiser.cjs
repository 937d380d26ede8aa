// Dependencies point down only: engine <- domain <- views <- district <- adapters.
// Type-only imports count as imports, in every rule and in cycles too.

const core = '^packages/core/src/'
const tests = '[.]test[.]ts$'
const libraries = ['zod', 'immer', 'eventemitter3', '@noble/hashes', 'uuid']
const inLibrary = (names) => `/node_modules/(${names.join('|')})/`
const builtin = ['core']

/** A layer may import only what is listed, besides the libraries of the core, which have their own rule. */
const layer = (name, from, allowed) => ({
  name: `core-${name}`,
  severity: 'error',
  comment: `${name} may import only: ${allowed.join(', ')}`,
  from: { path: `${core}${from}`, pathNot: tests },
  to: { path: core, pathNot: allowed.map((path) => `${core}${path}`) },
})

/** A layer whose imports from the given layers must be import type. */
const typesOnly = (name, from, to) => ({
  name: `core-${name}-types-only`,
  severity: 'error',
  comment: `${name} may import only types from: ${to}`,
  from: { path: `${core}${from}`, pathNot: tests },
  to: { path: `${core}${to}`, dependencyTypesNot: ['type-only'] },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'The order of files is the order of dependencies; imports never run back, not even for types.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Every import must resolve; what a build makes may be missing before it.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^[.][.]/dist/' },
    },
    {
      name: 'no-relative-escape',
      severity: 'error',
      comment: 'Another package is imported by its name.',
      from: { path: '^(packages|examples)/([^/]+)/' },
      to: { path: '^(packages|examples)/', pathNot: ['^$1/$2/'], dependencyTypes: ['local'] },
    },

    layer('engine', 'engine/', ['engine/', 'ports/']),
    layer('ports', 'ports/', ['ports/', 'engine/']),
    typesOnly('ports', 'ports/', 'engine/'),
    layer('domain', 'domain/', ['engine/', 'ports/', 'domain/']),
    layer('views', 'views/', ['engine/', 'domain/', 'views/']),
    layer('words', 'words/', ['engine/', 'domain/', 'views/', 'words/']),
    // The guards that tell errors apart are what a sentence for an error begins with.
    typesOnly('words', 'words/', '(engine/(?!errors[.]ts$)|domain/|views/)'),
    layer('proof', 'proof/', ['engine/', 'ports/', 'proof/']),
    layer('sealing', 'sealing/', ['engine/', 'ports/', 'sealing/']),
    layer('slices', 'core-slices[.]ts$', ['engine/', 'domain/', 'views/']),
    layer('explain', 'explain[.]ts$', ['engine/', 'domain/']),
    layer('readable', 'readable[.]ts$', ['engine/', 'ports/', 'core-slices[.]ts$']),
    layer('district', 'district[.]ts$', [
      'engine/',
      'ports/',
      'domain/',
      'views/',
      'words/',
      'core-slices[.]ts$',
      'explain[.]ts$',
      'readable[.]ts$',
    ]),
    layer('index', 'index[.]ts$', [
      'engine/',
      'ports/',
      'domain/',
      'views/',
      'words/',
      'district[.]ts$',
      'core-slices[.]ts$',
      'explain[.]ts$',
      'readable[.]ts$',
    ]),

    {
      name: 'core-district-users',
      severity: 'error',
      comment: 'district.ts is imported only by index.ts and testing.',
      from: { path: core, pathNot: [`${core}index[.]ts$`, `${core}testing/`, tests] },
      to: { path: `${core}district[.]ts$` },
    },
    {
      name: 'core-libraries',
      severity: 'error',
      comment: `The core imports only: ${libraries.join(', ')}`,
      from: { path: core, pathNot: [tests, `${core}testing/`] },
      to: { pathNot: [core, inLibrary(libraries)], dependencyTypesNot: builtin },
    },
    {
      name: 'core-testing-libraries',
      severity: 'error',
      comment: 'The testing entry of the core imports fast-check besides the libraries of the core.',
      from: { path: `${core}testing/`, pathNot: tests },
      to: { pathNot: [core, inLibrary([...libraries, 'fast-check'])], dependencyTypesNot: builtin },
    },
    {
      name: 'core-words-libraries',
      severity: 'error',
      comment: 'Words are texts: they need no library.',
      from: { path: `${core}words/`, pathNot: tests },
      to: { pathNot: core },
    },
    {
      name: 'core-builtins',
      severity: 'error',
      comment: 'The core runs in a browser.',
      from: { path: core, pathNot: tests },
      to: { dependencyTypes: builtin },
    },
    {
      name: 'core-adapters',
      severity: 'error',
      comment: 'The core knows no adapter, in its tests neither: tests across packages live in packages/tests.',
      from: { path: core },
      to: { path: ['^packages/(?!core/)', '^examples/', '@bihuan/'] },
    },

    {
      name: 'renderers',
      severity: 'error',
      comment: 'A renderer knows the core and its own libraries; others only in its tests.',
      from: { path: '^packages/(render-[^/]+)/src/', pathNot: [tests, '/testing/'] },
      to: { path: '^packages/', pathNot: ['^packages/$1/', `${core}(index|words/index|testing/index)[.]ts$`] },
    },
    {
      name: 'renderers-builtins',
      severity: 'error',
      comment: 'What renders pages and text runs in a browser too.',
      from: { path: '^packages/render-(html|text)/src/', pathNot: [tests, '/testing/'] },
      to: { dependencyTypes: builtin },
    },

    {
      name: 'slice-events',
      severity: 'error',
      comment: 'The events.ts of a slice reaches no state.ts and no commands.ts, by a detour neither.',
      from: { path: `${core}domain/[^/]+/events[.]ts$` },
      to: { path: `${core}domain/[^/]+/(state|commands)[.]ts$`, reachable: true },
    },
    {
      name: 'slice-state',
      severity: 'error',
      comment: 'The state.ts of a slice reaches no commands.ts, by a detour neither.',
      from: { path: `${core}domain/[^/]+/state[.]ts$` },
      to: { path: `${core}domain/[^/]+/commands[.]ts$`, reachable: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@bihuan/source', 'types', 'import', 'node', 'default'] },
    doNotFollow: { path: 'node_modules' },
    // the packages of bench/peers are a workspace of their own, which may not be installed
    exclude: { path: '^packages/([^/]+/dist|bench/peers)/' },
  },
}
