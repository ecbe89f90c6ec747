import { childOf } from '../../text/tree.ts';
import { isPersonName } from '../data-context.ts';
import { defineRecordSource, record } from './define.ts';

/** The first line of a CSV file, where it names columns. */
export const csvHeaders = defineRecordSource({
  id: 'csv-headers',
  languages: ['csv'],
  *records({ unit }) {
    const fields = unit.ofKind('field').flatMap((node) => {
      const name = childOf(node, 'field.name');
      return name === null ? [] : [{ name: unit.language.readString(unit.textOf(name)) ?? '', type: null, node }];
    });
    const file = unit.path.slice(unit.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    if (fields.length > 0) yield { ...record(file, fields), name: isPersonName(file) ? file : '' };
  },
});
