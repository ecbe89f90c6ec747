import type { Value } from '../value.ts';
import type { ForwardedAction } from './aws-forwarded.ts';
import type { AwsUse } from './aws-sdks/aws-use.ts';

/** Services that read what they look at from S3 with the rights of whoever asks. Sources: their guides, 2026-11. */
const READERS: ReadonlySet<string> = new Set(['Rekognition', 'Textract']);
const PARAMETERS = ['Image', 'SourceImage', 'TargetImage', 'Video', 'Document', 'DocumentLocation', 'DocumentPages'];

export const READS_OBJECT = 's3:GetObject';

/**
 * Whether a call has such a service read an object: the input names one. False when it brings the bytes along, null when the
 * input does not say.
 */
export function readsObject(use: AwsUse, holds: (value: Value, name: string) => boolean): boolean | null {
  if (!READERS.has(use.service.name)) return null;
  const given = PARAMETERS.flatMap((name) => use.input(name) ?? []);
  if (given.some((value) => holds(value, 's3object'))) return true;
  return given.some((value) => holds(value, 'bytes')) ? false : null;
}

export function objectRead({ service }: AwsUse, operation: string): ForwardedAction {
  const why = `${service.name} ${operation} reads the object that it is given with \`${READS_OBJECT}\` in its caller's name.`;
  return { action: READS_OBJECT, tier: 'resolved', why };
}
