export interface PackageSpec {
  readonly name: string;
  readonly source: 'registry' | 'git' | 'url' | 'file' | 'workspace';
  /** As written, white space out; empty: any. */
  readonly version: string;
  /** `exact`: one version; `range`: some; `none`: whichever is newest. */
  readonly pin: Pin;
}

export type Pin = 'exact' | 'range' | 'none';

/** One entry of a package.json group. */
export function readNpmSpec(key: string, text: string): PackageSpec {
  const spec = text.trim();
  const name = key.replace(/(?<=.)@[^/]*$/, '').replace(/^.*\//, (path) => (path.startsWith('@') ? path : ''));
  const alias = /^npm:((?:@[^@/]+\/)?[^@]+)(?:@(.*))?$/.exec(spec);
  if (alias !== null)
    return { name: alias[1]!, source: 'registry', version: alias[2] ?? '', pin: pinOf(alias[2] ?? '', 'npm') };
  if (/^(?:workspace|catalog):/.test(spec)) return { name, source: 'workspace', version: spec, pin: 'range' };
  if (/^(?:file|link|portal|patch):|^\.{1,2}\/|^\//.test(spec))
    return { name, source: 'file', version: spec, pin: 'exact' };
  if (
    /^(?:git\+|git:|git@|ssh:|github:|gitlab:|bitbucket:|gist:)|^https?:.*\.git(?:#|$)|^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(
      spec,
    )
  )
    return { name, source: 'git', version: spec, pin: /#[0-9a-f]{40}$/.test(spec) ? 'exact' : 'range' };
  if (/^https?:/.test(spec)) return { name, source: 'url', version: spec, pin: 'exact' };
  return { name, source: 'registry', version: spec, pin: pinOf(spec, 'npm') };
}

/** One PEP 508 requirement, or a bare URL or path of a requirements file. */
export function readPipSpec(text: string): PackageSpec {
  const spec = text.replace(/\s+#.*$/, '').trim();
  const bare = /^(?:git\+|hg\+|svn\+|bzr\+)/.test(spec)
    ? 'git'
    : /^https?:/.test(spec)
      ? 'url'
      : /^(?:file:|\.{1,2}(?:\/|$)|\/)/.test(spec)
        ? 'file'
        : null;
  if (bare !== null) {
    const egg =
      /#egg=([\w.-]+)/.exec(spec)?.[1] ?? /\/([\w.-]+?)(?:\.git)?(?:@[^/]*)?(?:#.*)?$/.exec(spec)?.[1] ?? spec;
    return {
      name: egg,
      source: bare,
      version: spec,
      pin: /@[0-9a-f]{40}\b/.test(spec) ? 'exact' : bare === 'git' ? 'range' : 'exact',
    };
  }
  const match = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(@\s*)?([^;]*)/.exec(spec);
  if (match === null) return { name: spec, source: 'registry', version: '', pin: 'none' };
  const name = match[1]!;
  const rest = match[3]!.trim();
  if (match[2] !== undefined) return { ...readPipSpec(rest), name };
  const version = rest.replace(/[()\s]/g, '');
  return { name, source: 'registry', version, pin: pinOf(version, 'pypi') };
}

export function pinOf(version: string, ecosystem: 'npm' | 'pypi'): Pin {
  const text = version.trim();
  if (text === '' || /^(?:\*|x|latest|next|canary|>=?\s*0(?:\.0)*)$/i.test(text)) return 'none';
  if (ecosystem === 'pypi') return /^===?[^,*]+$/.test(text) ? 'exact' : 'range';
  return /^(?:==?\s*)?v?\d+\.\d+(?:\.\d+)?(?:[-+.][\w.-]+)?$/.test(text) ? 'exact' : 'range';
}
