import type { RoleSummary } from '../../model/summary.ts';
import { directoryOf } from '../../text/path.ts';
import type { FileReading, Site } from '../define.ts';
import { actionsGiven, isWhollyKnown } from '../grants/managed-policies.ts';
import { textOfValue } from '../value.ts';
import { TOO_MUCH } from './define.ts';
import { roleForms } from './table.ts';

/** Gaps and trusts of one file. */
const MAX_ENTRIES = 500;
const CUT = { holder: '*', why: TOO_MUCH };

/** Who runs what and has which policies, as far as one file says; null where it says nothing. */
export function rolesOf(reading: FileReading, sites: readonly Site[]): RoleSummary | null {
  const { path, tree, language } = reading.unit;
  const trusts = sites.flatMap(trustsOf);
  const broken = [
    ...(tree.errors.length > 0 ? [{ holder: '*', why: `${path} has syntax errors.` }] : []),
    ...(trusts.length > MAX_ENTRIES || sites.some(({ isCut }) => isCut === true) ? [CUT] : []),
  ];
  for (const form of roleForms) {
    const said = form.read(reading, sites);
    if (said === null) continue;
    const folder = directoryOf(path);
    const gaps = [...broken, ...said.gaps, ...sites.flatMap(gapsOfSite)];
    const others = form.filesOfFolder;
    return {
      scope: others === null ? path : `${folder}/`,
      others: others === null ? null : folder === '' ? others : `${folder}/${others}`,
      ...said,
      isUsedByService: USED_BY_SERVICE.test(reading.unit.tree.text),
      gaps: gaps.length > MAX_ENTRIES ? [CUT, ...gaps.slice(0, MAX_ENTRIES)] : gaps,
      trusts: trusts.slice(0, MAX_ENTRIES),
    };
  }
  if (broken.length === 0 || language.isCode || sites.length === 0) return null;
  // Of what form it is cannot be told: it is no policy that stands by itself.
  const none = { others: null, workloads: [], attachments: [], declared: [], trusts: [] };
  return { scope: path, ...none, gaps: broken, isUsedByService: false };
}

/** Words of configurations that let Lambda itself act in the name of a function. */
const USED_BY_SERVICE =
  /VpcConfig|vpc_config|\bvpc\b|SubnetIds|Tracing|tracing|EventSource|event_source|event-source|\bType["']?: *["']?(?:SQS|Kinesis|DynamoDB|MSK|MQ|SelfManagedKafka|DocumentDB)\b|\bstream["']?:|\b(?:sqs|msk|kafka|activemq|rabbitmq)(?:["']?:\s|["']:["'{[])|OnFailure|onFailure|on_failure|OnSuccess|onSuccess|on_success|DeadLetter|deadLetter|dead_letter|KmsKey|kms_key|FileSystem|filesystem|file_system/;

/** Grants whose actions are not known. */
function gapsOfSite({ kind, action, resource, qualifiers, subject }: Site): RoleSummary['gaps'] {
  if (kind !== 'permission.grant' || qualifiers?.['effect'] !== 'Allow' || qualifiers['principal'] !== undefined)
    return [];
  const holder = subject?.symbol ?? '*';
  if (resource.kind === 'managed-policy') {
    const name = textOfValue(resource.value) ?? '';
    if (/^\$\{[\w.:-]+\}$/.test(name)) return [{ holder, why: `What the policy ${name} gives is not known.` }];
    return actionsGiven(resource.kind, action, name).length > 0 && isWhollyKnown(name)
      ? []
      : [{ holder, why: `What else the policy ${name} gives is not known.` }];
  }
  return resource.kind === 'arn' && action.includes('${') ? [{ holder, why: `It is given \`${action}\`.` }] : [];
}

function trustsOf({ kind, action, qualifiers, subject }: Site): RoleSummary['trusts'] {
  const principal = qualifiers?.['principal'];
  if (kind !== 'permission.grant' || qualifiers?.['effect'] !== 'Allow' || principal === undefined) return [];
  return [{ holder: subject?.symbol ?? '*', action, principal }];
}
