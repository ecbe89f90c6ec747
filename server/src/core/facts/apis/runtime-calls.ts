import { rowOf } from '../../text/row-of.ts';
import { runtimeRows as rows, type RuntimeCall } from './runtime-call.ts';
import { runtimeCallsByLanguage } from './runtime-calls-by-language.ts';

const evaluates: RuntimeCall = { action: 'eval', argument: [0, 'source'] };
const unpickles: RuntimeCall = { action: 'unsafe-deserialize', argument: [0, 'file'] };
const loads: RuntimeCall = { action: 'load', argument: [0, 'name'], unless: 'literal' };
const native: RuntimeCall = { action: 'native', argument: [0, 'name'] };

/** Sources: documentation of Node and of the packages named, 2026-11. */
const javascript: ReadonlyMap<string, RuntimeCall> = new Map<string, RuntimeCall>([
  ...rows(
    evaluates,
    `eval window.eval globalThis.eval global.eval
     vm.runInNewContext vm.runInThisContext vm.runInContext vm.Script vm.SourceTextModule vm.compileFunction
     vm2.VM().run vm2.NodeVM().run vm2.VMScript isolated-vm.Isolate().compileScript safe-eval notevil static-eval
     require-from-string node-eval`,
  ),
  // Parameters first, the body last.
  ...rows({ action: 'eval', argument: [-1, 'body'] }, 'Function window.Function globalThis.Function'),
  ...rows(
    loads,
    `require import module.createRequire() module.Module._load importScripts
     import-fresh proxyquire jiti jiti.createJiti()`,
  ),
  ...rows(
    native,
    `process.dlopen bindings node-gyp-build ffi-napi.Library ffi.Library koffi.load Deno.dlopen bun:ffi.dlopen
     @mapbox/node-pre-gyp.find`,
  ),
  ...rows(
    { action: 'load', argument: [0, 'bytes'] },
    'WebAssembly.instantiate WebAssembly.instantiateStreaming WebAssembly.compile WebAssembly.compileStreaming',
  ),
  ...rows(
    { action: 'unsafe-deserialize', argument: [0, 'text'] },
    'node-serialize.unserialize serialize-to-js.deserialize funcster.deepDeserialize cryo.parse unserialize-javascript',
  ),
  ...rows(
    {
      action: 'unsafe-deserialize',
      argument: [0, 'text'],
      loader: { at: [1, 'schema'], safe: /^(?!.*(?:DEFAULT_FULL_SCHEMA|js-yaml-js-types))/, absent: false },
    },
    'js-yaml.load js-yaml.loadAll',
  ),
]);

const remoteCode: RuntimeCall = {
  action: 'load',
  argument: [0, 'pretrained_model_name_or_path'],
  when: { option: 'trust_remote_code', is: true, absent: false },
};
const yaml = (absent: boolean): RuntimeCall => ({
  action: 'unsafe-deserialize',
  argument: [0, 'stream'],
  loader: { at: [1, 'Loader'], safe: /(?:^|\.)(?:C?SafeLoader|C?BaseLoader)$/, absent },
});

/** Sources: the Python library reference and the documentation of the packages named, 2026-11. */
const python: ReadonlyMap<string, RuntimeCall> = new Map<string, RuntimeCall>([
  ...rows(
    evaluates,
    `eval exec compile builtins.eval builtins.exec builtins.compile code.InteractiveInterpreter().runcode
     code.InteractiveInterpreter().runsource code.InteractiveConsole().push asteval.Interpreter() numexpr.evaluate
     timeit.timeit cProfile.run`,
  ),
  ...rows(
    loads,
    '__import__ importlib.import_module importlib.__import__ runpy.run_module pydoc.locate imp.load_module',
  ),
  ...rows(
    { action: 'load', argument: [1, 'location'] },
    'importlib.util.spec_from_file_location imp.load_source imp.load_compiled',
  ),
  ...rows(
    { action: 'load', argument: [0, 'path_name'] },
    'runpy.run_path importlib.machinery.SourceFileLoader zipimport.zipimporter',
  ),
  ...rows(
    native,
    `ctypes.CDLL ctypes.PyDLL ctypes.WinDLL ctypes.OleDLL ctypes.cdll.LoadLibrary ctypes.windll.LoadLibrary
     cffi.FFI().dlopen cffi.FFI().verify imp.load_dynamic importlib.machinery.ExtensionFileLoader`,
  ),
  ...rows(
    unpickles,
    ['pickle', 'cPickle', '_pickle', 'cloudpickle', 'dill', 'marshal', 'pickle5']
      .map((module) => `${module}.load ${module}.loads ${module}.Unpickler`)
      .join(' '),
  ),
  ...rows(
    unpickles,
    `shelve.open shelve.DbfilenameShelf jsonpickle.decode jsonpickle.unpickler.decode joblib.load
     sklearn.externals.joblib.load pandas.read_pickle pandas.io.pickle.read_pickle django.core.signing.PickleSerializer().loads
     yaml.unsafe_load yaml.unsafe_load_all yaml.full_load yaml.full_load_all sparkpickle.load hickle.load`,
  ),
  ...rows(yaml(true), 'yaml.load yaml.load_all'),
  [
    'ruamel.yaml.load',
    {
      action: 'unsafe-deserialize',
      argument: [0, 'stream'],
      loader: { at: [1, 'Loader'], safe: /SafeLoader|RoundTripLoader|BaseLoader/, absent: true },
    },
  ],
  [
    'torch.load',
    { action: 'unsafe-deserialize', argument: [0, 'f'], when: { option: 'weights_only', is: false, absent: true } },
  ],
  [
    'numpy.load',
    { action: 'unsafe-deserialize', argument: [0, 'file'], when: { option: 'allow_pickle', is: true, absent: false } },
  ],
  ...rows(
    {
      action: 'unsafe-deserialize',
      argument: [0, 'filepath'],
      when: { option: 'safe_mode', is: false, absent: false },
    },
    'keras.models.load_model keras.saving.load_model tensorflow.keras.models.load_model keras.layers.deserialize',
  ),
  ...rows(remoteCode, 'datasets.load_dataset transformers.pipeline sentence_transformers.SentenceTransformer vllm.LLM'),
]);

/** `AutoModel.from_pretrained(…, trust_remote_code=True)`, whichever class of the package it is. */
const REMOTE_CODE = /^(?:transformers|diffusers)\.\w+\.from_(?:pretrained|config)$/;

/** Sources: the documentation of Go's own packages and of the packages named, 2026-11. */
const go: ReadonlyMap<string, RuntimeCall> = new Map<string, RuntimeCall>([
  ...rows({ action: 'load', argument: [0, 'path'] }, 'plugin.Open'),
  ...rows(
    native,
    `syscall.LoadLibrary syscall.LoadDLL syscall.MustLoadDLL syscall.NewLazyDLL golang.org/x/sys/windows.LoadLibrary
     golang.org/x/sys/windows.LoadDLL golang.org/x/sys/windows.NewLazyDLL github.com/ebitengine/purego.Dlopen`,
  ),
  ...rows(
    evaluates,
    `github.com/dop251/goja.Runtime().RunString github.com/robertkrimen/otto.Otto().Run
     github.com/yuin/gopher-lua.LState().DoString github.com/traefik/yaegi/interp.Interpreter().Eval
     github.com/d5/tengo.Script`,
  ),
  ...rows({ action: 'eval', argument: [1, 'source'] }, 'github.com/dop251/goja.Runtime().RunScript'),
]);

/** What the call with a canonical path runs or loads, in a language. */
export function runtimeCall(language: string, path: string): RuntimeCall | undefined {
  if (language === 'go') return go.get(path);
  const ofLanguage = rowOf(runtimeCallsByLanguage, language);
  if (ofLanguage !== undefined) return ofLanguage.get(path);
  if (language !== 'python') return javascript.get(path);
  return python.get(path) ?? (path.includes('.from_') && REMOTE_CODE.test(path) ? remoteCode : undefined);
}
