import type { LanguageId } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { xmlEntities } from '../settings/hardening-rows.ts';
import { truthOf } from '../settings/meanings.ts';
import type { Hardened } from './define.ts';

const MAX_CALL = 400;
/** Factories of Java whose parsers read whatever a document names, unless they are told not to. */
const OPEN_FACTORY =
  /^(?:javax\.xml\.(?:parsers\.(?:DocumentBuilderFactory|SAXParserFactory)|stream\.XMLInputFactory)|(?:DocumentBuilder|SAXParser|XMLInput)Factory)\.(?:newInstance|newFactory|newDefaultInstance)$/;
/** A file that tells one of them so does it for all: often in a method of its own. */
const TOLD =
  /disallow-doctype-decl|external-(?:general|parameter)-entities|FEATURE_SECURE_PROCESSING|ACCESS_EXTERNAL_DTD|SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|setEntityResolver|setXMLResolver/;
const JVM: ReadonlySet<LanguageId> = new Set(['java', 'kotlin']);

/** What parsers of XML follow out of a document, where no option says it. */
export function* parsers(reading: Reading): Generator<Hardened> {
  const { unit, resolver } = reading;
  const isOpen = JVM.has(unit.language.id) && !TOLD.test(unit.tree.text);
  if (unit.language.id === 'ruby') yield* ofNokogiri(reading);
  for (const node of unit.ofKind('call')) {
    const path = resolver.calleeOf(node) ?? '';
    if (isOpen && OPEN_FACTORY.test(path)) yield { row: xmlEntities, node, value: 'off' };
    if (unit.language.id !== 'php') continue;
    if (path === 'php.libxml_disable_entity_loader') {
      const truth = truthOf(resolver.argumentsOf(node)[0]?.value() ?? { kind: 'boolean', value: true });
      if (truth !== null) yield { row: xmlEntities, node, value: truth ? 'on' : 'off' };
    } else if (/\bLIBXML_NOENT\b/.test(unit.textOf(node).slice(0, MAX_CALL)) && isInnermost(node))
      yield { row: xmlEntities, node, value: 'off' };
  }
}

function isInnermost(node: Hardened['node']): boolean {
  return node.children.every((child) => child.kind !== 'call');
}

/** `Nokogiri::XML(text) { |config| config.noent }` */
function* ofNokogiri({ unit }: Reading): Generator<Hardened> {
  for (const node of unit.ofKind('member')) {
    const property = childOf(node, 'member.property');
    if (property !== null && /^(?:noent|NOENT)$/.test(unit.textOf(property)))
      yield { row: xmlEntities, node, value: 'off' };
  }
}
