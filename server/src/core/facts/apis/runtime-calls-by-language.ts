import { runtimeRows as rows, type RuntimeCall } from './runtime-call.ts';

const evaluates: RuntimeCall = { action: 'eval', argument: [0, 'code'] };
const loads: RuntimeCall = { action: 'load', argument: [0, 'name'], unless: 'literal' };
const native: RuntimeCall = { action: 'native', argument: [0, 'name'] };
const builds: RuntimeCall = { action: 'unsafe-deserialize', argument: [0, 'input'] };
/** What is built comes from the stream that the object was made with. */
const reads: RuntimeCall = { ...builds, bare: true };

/** Sources: the documentation of Ruby and of the gems named, 2026-11. */
const ruby: ReadonlyMap<string, RuntimeCall> = new Map([
  ...rows(evaluates, 'Kernel.eval RubyVM.InstructionSequence.compile RubyVM.InstructionSequence.new ERB.new'),
  ...rows(
    { ...evaluates, textOnly: true },
    'self.instance_eval self.class_eval self.module_eval instance_eval class_eval module_eval',
  ),
  ...rows(loads, 'Kernel.load Kernel.require Kernel.require_relative self.require_relative'),
  ...rows(native, 'Fiddle.dlopen Fiddle.Handle.new'),
  ...rows(
    builds,
    'Marshal.load Marshal.restore YAML.unsafe_load YAML.unsafe_load_file Psych.unsafe_load Oj.object_load',
  ),
]);

/** Sources: the PHP manual, 2026-11. */
const php: ReadonlyMap<string, RuntimeCall> = new Map([
  ...rows(evaluates, 'php.eval'),
  ...rows({ ...evaluates, textOnly: true }, 'php.assert'),
  ...rows({ action: 'eval', argument: [1, 'code'] }, 'php.create_function'),
  ...rows(native, 'php.dl FFI.cdef FFI.load'),
  ...rows({ ...builds, unlessOption: ['allowed_classes', false] }, 'php.unserialize'),
  ...rows(builds, 'php.igbinary_unserialize php.yaml_parse'),
]);

const FORMATTERS = 'System.Runtime.Serialization.Formatters';
/** Sources: the .NET API reference and its rules CA2300 to CA2330, 2026-11. */
const csharp: ReadonlyMap<string, RuntimeCall> = new Map([
  ...rows(
    evaluates,
    ['EvaluateAsync', 'RunAsync', 'Create']
      .map((name) => `Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.${name}`)
      .join(' '),
  ),
  ...rows(
    { action: 'load', argument: [0, 'assemblyFile'] },
    ['Load', 'LoadFrom', 'LoadFile', 'UnsafeLoadFrom', 'LoadWithPartialName']
      .map((name) => `System.Reflection.Assembly.${name}`)
      .join(' '),
  ),
  ...rows(native, 'System.Runtime.InteropServices.NativeLibrary.Load'),
  ...rows(
    builds,
    `${FORMATTERS}.Binary.BinaryFormatter().Deserialize ${FORMATTERS}.Binary.BinaryFormatter().UnsafeDeserialize
     ${FORMATTERS}.Soap.SoapFormatter().Deserialize System.Web.UI.LosFormatter().Deserialize
     System.Web.UI.ObjectStateFormatter().Deserialize System.Runtime.Serialization.NetDataContractSerializer().Deserialize
     System.Runtime.Serialization.NetDataContractSerializer().ReadObject`,
  ),
]);

/** Sources: the documentation of the crates named, 2026-11. */
const rust: ReadonlyMap<string, RuntimeCall> = new Map([
  ...rows(native, 'libloading.Library.new libloading.os.unix.Library.open dlopen2.wrapper.Container.load'),
  ...rows(
    evaluates,
    `mlua.Lua.new().load rlua.Lua.new().load rhai.Engine.new().eval rhai.Engine.new().run
     boa_engine.Context.default().eval rquickjs.Ctx().eval`,
  ),
  ...rows({ action: 'load', argument: [1, 'bytes'] }, 'wasmtime.Module.new wasmer.Module.new'),
]);

const ENGINES = ['getEngineByName', 'getEngineByExtension', 'getEngineByMimeType'].map(
  (name) => `javax.script.ScriptEngineManager().${name}().eval`,
);
/** Sources: the Java API reference and the documentation of the libraries named, 2026-11. */
const jvm: ReadonlyMap<string, RuntimeCall> = new Map([
  ...rows(
    evaluates,
    `${ENGINES.join(' ')} javax.script.ScriptEngine().eval groovy.lang.GroovyShell().evaluate groovy.lang.GroovyShell().parse
     groovy.util.Eval.me bsh.Interpreter().eval org.mvel2.MVEL.eval org.mozilla.javascript.Context().evaluateString
     org.graalvm.polyglot.Context.create().eval`,
  ),
  ...rows(
    { ...evaluates, unless: 'literal' },
    'org.springframework.expression.spel.standard.SpelExpressionParser().parseExpression ognl.Ognl.parseExpression',
  ),
  ...rows(loads, 'java.lang.Class.forName java.lang.ClassLoader().loadClass java.net.URLClassLoader().loadClass'),
  ...rows({ action: 'load', argument: [0, 'urls'] }, 'java.net.URLClassLoader java.net.URLClassLoader.newInstance'),
  ...rows(native, 'java.lang.System.load java.lang.System.loadLibrary java.lang.Runtime.getRuntime().load'),
  ...rows(
    reads,
    'java.io.ObjectInputStream().readObject java.io.ObjectInputStream().readUnshared java.beans.XMLDecoder().readObject',
  ),
  ...rows(builds, 'com.thoughtworks.xstream.XStream().fromXML org.apache.commons.lang3.SerializationUtils.deserialize'),
]);

export const runtimeCallsByLanguage: Readonly<Record<string, ReadonlyMap<string, RuntimeCall>>> = {
  ruby,
  php,
  csharp,
  rust,
  java: jvm,
  kotlin: jvm,
};
