import { defineLanguage } from './define.ts';
import { readRustString } from './rust-text.ts';

/** Modules of `std` that are imported as `std::{self, env, …}`. */
const STD = new Set('env fs io net process thread'.split(' '));
const MACROS = new Set('format println eprintln print eprint env option_env include include_str concat'.split(' '));
const LOGS = new Set('info warn error debug trace'.split(' '));

export const rust = defineLanguage({
  id: 'rust',
  title: 'Rust',
  grammar: 'rust',
  inherits: [],
  extensions: ['.rs'],
  fileNames: [],
  readString: readRustString,
  // The crate `log` has the name that loggers have elsewhere.
  canonicalModule: (specifier) => specifier.replaceAll('::', '.').replace(/^log(?=\.|$)/, 'rust-log'),
  modulePaths: () => [],
  globals: {},
  isCode: true,
  bindModule: (specifier) => ({ name: specifier.slice(specifier.lastIndexOf(':') + 1), module: specifier }),
  nestedModule: (outer, inner) => `${outer}::${inner}`,
  exportsName: () => true,
  reopensClasses: true,
  namesMethodsApart: true,
  transparentMethods: new Set(
    'unwrap expect unwrap_or_default clone into to_string to_owned as_str as_ref as_deref as_mut ok iter to_vec borrow'.split(
      ' ',
    ),
  ),
  freeName: (name, isCalled) => {
    if (isCalled && MACROS.has(name)) return { kind: 'symbol', name: `${name}!` };
    if (isCalled && LOGS.has(name)) return { kind: 'symbol', name: `tracing.${name}` };
    return { kind: 'symbol', name: STD.has(name) ? `std.${name}` : isCalled ? `self.${name}` : name };
  },
});
