import { columns } from './columns.ts';
import { csvHeaders } from './csv-headers.ts';
import { declared } from './declared.ts';
import type { RecordSource } from './define.ts';
import { formInputs } from './form-inputs.ts';
import { jsonSchemas } from './json-schemas.ts';
import { listedAttributes } from './listed-attributes.ts';
import { schemaObjects } from './schema-objects.ts';

/** Every form in `fields/` that declares records. A test fails when a file is missing here. */
export const recordSources: readonly RecordSource[] = [
  declared,
  schemaObjects,
  columns,
  listedAttributes,
  jsonSchemas,
  formInputs,
  csvHeaders,
];
