import type { FileReading } from '../../define.ts';
import { inputOf, type Step } from '../workflow.ts';

/** How an action that restores a cache is told to, by one of its inputs. */
interface Cache {
  /** Without it, it always does. */
  readonly input?: string;
  /** Values of the input by which it does not. */
  readonly off?: RegExp;
  /** An input without which it has nothing to restore. */
  readonly needs?: string;
  /** When the input is not given. */
  readonly isOn?: boolean | ((version: number | null) => boolean);
}

const opened = (input: string): Cache => ({ input, off: /^(?:false|no|0|)$/i, isOn: false });
const closed = (input: string): Cache => ({ input, off: /^(?:true|yes|1)$/i, isOn: true });
const usual = (input: string): Cache => ({ input, off: /^(?:false|no|0)$/i, isOn: true });

/** @see the `action.yml` of each (2026-11); which there are is told by zizmor's audit too */
const CACHES: ReadonlyMap<string, Cache> = new Map<string, Cache>([
  ['actions/cache', { input: 'lookup-only', off: /^true$/i, isOn: true }],
  ['actions/cache/restore', { input: 'lookup-only', off: /^true$/i, isOn: true }],
  ['swatinem/rust-cache', { input: 'lookup-only', off: /^true$/i, isOn: true }],
  ['mozilla-actions/sccache-action', {}],
  ['hendrikmuhs/ccache-action', {}],
  ['gradle/actions/setup-gradle', closed('cache-disabled')],
  ['gradle/gradle-build-action', closed('cache-disabled')],
  ['ramsey/composer-install', closed('ignore-cache')],
  ['golangci/golangci-lint-action', closed('skip-cache')],
  ['actions/setup-go', usual('cache')],
  ['actions-rust-lang/setup-rust-toolchain', usual('cache')],
  ['jdx/mise-action', usual('cache')],
  // From its version 10 on it leaves caches alone in releases.
  [
    'astral-sh/setup-uv',
    { input: 'enable-cache', off: /^(?:false|no|0)$/i, isOn: (version) => version === null || version < 10 },
  ],
  ['actions/setup-node', opened('cache')],
  ['actions/setup-python', opened('cache')],
  ['actions/setup-java', opened('cache')],
  ['actions/setup-dotnet', opened('cache')],
  ['ruby/setup-ruby', opened('bundler-cache')],
  ['pnpm/action-setup', opened('cache')],
  ['pyo3/maturin-action', opened('sccache')],
  ['docker/build-push-action', opened('cache-from')],
  ['docker/setup-buildx-action', { ...usual('cache-binary'), needs: 'version' }],
]);

/** Whether a step restores a cache where a release is built, `from` tags alone or from branches too. */
export function restoresCache(reading: FileReading, step: Step, from: 'tags' | 'branches'): boolean {
  // Since its version 5, for the package manager that package.json names.
  if (step.action === 'actions/setup-node' && inputOf(reading, step, 'cache') === null) {
    const own = inputOf(reading, step, 'package-manager-cache')?.trim() ?? null;
    return own === null ? (versionOf(reading, step) ?? 0) >= 5 : own === 'true';
  }
  const cache = CACHES.get(step.action ?? '');
  if (cache === undefined) return false;
  const { input, needs, off, isOn = true } = cache;
  if (needs !== undefined && inputOf(reading, step, needs) === null) return false;
  const given = input === undefined ? null : (inputOf(reading, step, input)?.trim() ?? null);
  const version = versionOf(reading, step);
  if (given === null || (given === 'auto' && typeof isOn === 'function'))
    return typeof isOn === 'function' ? isOn(version) : isOn;
  return off?.test(given) !== true && !(from === 'tags' && isOffForTags(given));
}

/** `${{ !startsWith(github.ref, 'refs/tags/') }}` */
function isOffForTags(given: string): boolean {
  return /^\$\{\{\s*!/.test(given) && /refs\/tags|ref_type|'release'/.test(given);
}

/** Its major version, by its name or by the comment behind the commit: `@… # v6.1.0`. */
function versionOf({ unit }: FileReading, { node, uses }: Step): number | null {
  const end = unit.tree.text.indexOf('\n', node.end);
  const line = unit.tree.text.slice(node.start, Math.min(end === -1 ? unit.tree.text.length : end, node.start + 400));
  const found =
    /@v(\d{1,4})\b/.exec(uses ?? '')?.[1] ??
    /#[^\n]{0,40}?\bv?(\d{1,4})\.\d/.exec(line)?.[1] ??
    /#\s*v(\d{1,4})\b/.exec(line)?.[1];
  return found === undefined ? null : Number(found);
}
