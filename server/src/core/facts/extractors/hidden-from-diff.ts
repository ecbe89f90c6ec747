import { plainLines } from '../../text/plain-lines.ts';
import { suppressionSite } from '../assurance-site.ts';
import { defineExtractor } from '../define.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { placeIn } from '../text-place.ts';

/** What nobody reads line by line: locks, what is generated or built, pictures, snapshots. */
const NOT_READ =
  /(?:lock|\.sum|\.snap|\.min\.\w+|\.map|\.svg|\.png|\.jpe?g|\.gif|\.ico|\.pdf|\.woff2?|\.ttf|\.zip|\.gz|\.jar|\.bin|\.wasm|\.csv|\.ipynb|\.golden|\.pb\.go|_pb2?\.\w+|\.g\.dart|\.freezed\.dart|\.onnx|\.mp4|\.parquet|lock\.json|lock\.yaml)$|generated|(?:^|\/)(?:dist|build|out|vendor|third_party|node_modules|fixtures?|testdata|snapshots?|__snapshots__|docs?|public|assets|static|media|i18n|locales?|\.yarn|\.pnp)(?:[./]|$)|\.(?:gen|generated)\.|\*\.(?:tsbuildinfo|po|pot)$/i;
const CODE =
  /\*\*?\/?\*?$|\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|kts|rb|php|cs|c|cc|cpp|h|hpp|swift|scala|sh|bash|tf|sql|ya?ml|toml|json|vue|svelte|html)$|(?:^|\/)(?:Dockerfile|Makefile|Jenkinsfile|\.github|src|lib|app|pkg|internal|server|client|cmd)(?:\/|$)/i;

/** Patterns of `.gitattributes` that fold code away from whoever reviews it. @see https://git-scm.com/docs/gitattributes (2.52) */
export const hiddenFromDiff = defineExtractor({
  id: 'hidden-from-diff',
  kinds: ['assurance.suppression'],
  languages: ['settings'],
  *extract({ unit }) {
    if (!/(?:^|\/)\.gitattributes$/.test(unit.path)) return;
    for (const { text, start, indent } of plainLines(unit.tree.text)) {
      const [pattern = '', ...attributes] = text.slice(indent).split(/\s+/);
      if (pattern.startsWith('#') || NOT_READ.test(pattern) || !CODE.test(pattern)) continue;
      const hides = attributes.filter((each) =>
        /^(?:-diff|binary|linguist-(?:generated|vendored)(?:=true)?)$/.test(each),
      );
      if (hides.length > 0)
        yield suppressionSite(
          placeIn(unit, start + indent, start + text.length),
          { tool: 'the diff', of: pattern, scope: 'project' },
          FILE_SUBJECT,
        );
    }
  },
});
