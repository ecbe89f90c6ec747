import { childOf } from '../../../text/tree.ts';
import { unknown } from '../../value.ts';
import { defineSinks, namedSink, resolvedSink } from './define.ts';

const CSV =
  /^(?:csv\.(?:writer|DictWriter)\(\)\.(?:writerow|writerows)|papaparse\.unparse|csv-stringify(?:\/sync)?(?:\.stringify)?|csv-writer\.createObjectCsvWriter\(\)\.writeRecords|csv-writer\.createArrayCsvWriter\(\)\.writeRecords|json2csv\.(?:parse|Parser\(\)\.parse)|@json2csv\/(?:plainjs|node)\.\w+\(\)\.parse|fast-csv\.(?:write|writeToPath|writeToString|format\(\)\.write)|json\.dump|yaml\.(?:safe_)?dump|xlsx\.utils\.(?:json_to_sheet|aoa_to_sheet|sheet_add_(?:json|aoa))|exceljs\.Workbook\(\)\.addWorksheet\(\)\.addRows?|openpyxl\.Workbook\(\)\.\w+(?:\(\))?\.append|xlsxwriter\.Workbook\(\)\.add_worksheet\(\)\.write(?:_row|_column|_string)?|file-saver\.saveAs|encoding\/csv\.(?:NewWriter|Writer)\(\)\.(?:Write|WriteAll)|com\.opencsv\.(?:CSVWriter|ICSVWriter)\(\)\.write(?:Next|All)|org\.apache\.commons\.csv\.CSVPrinter\(\)\.print(?:Record|Records)?|com\.opencsv\.bean\.StatefulBeanToCsv\(\)\.write)$/;
/** The first argument is where to. */
const WRITE_FILE =
  /^(?:file_put_contents|System\.IO\.File\.(?:WriteAll(?:Text|Lines)|AppendAll(?:Text|Lines))(?:Async)?|File\.(?:write|binwrite)|IO\.write|fs(?:\/promises|\.promises|-extra)?\.(?:writeFile|writeFileSync|appendFile|appendFileSync|outputFile|outputJson|writeJson|writeJsonSync)|os\.WriteFile|io\/ioutil\.WriteFile|java\.nio\.file\.Files\.(?:write|writeString)|org\.apache\.commons\.io\.FileUtils\.write(?:StringToFile|Lines)?)$/;
const WRITER =
  /^(?:open\(\)\.write(?:lines)?|pathlib\.Path\(\)\.write_text|fs\.createWriteStream\(\)\.(?:write|end)|os\.(?:Create|OpenFile)\(\)\.Write(?:String)?|java\.io\.(?:FileWriter|BufferedWriter|PrintWriter)\(\)\.(?:write|append|println|print|printf))$/;
/** The first argument is what is written to. */
const PRINTS_TO = /^(?:fmt\.Fprint(?:f|ln)?|io\.WriteString)$/;
const WRITER_NAME = /^(?:csv|csv_?[wW]riter|csv_?[pP]rinter|csv_?[sS]tream|worksheet|sheet)$/;
const WRITER_METHOD =
  /^(?:writerows?|write_row|writeRow|writeNext|writeAll|printRecord|WriteAll|addRows?|append|write|Write)$/;

/** `csv << row` */
export function isLineWriter(name: string): boolean {
  return WRITER_NAME.test(name);
}

/** What is written is what the method is called on. */
const FRAME = /^pandas\.DataFrame(?:\(\)|\.from_records\(\)|\.from_dict\(\))?\.to_(?:csv|excel|json|parquet)$/;

/** Files, tables and spreadsheets that data is written to. */
export const files = defineSinks({
  id: 'files',
  find(call) {
    const { path, object, method, args, callee, reading } = call;
    if (path !== null && WRITE_FILE.test(path))
      return resolvedSink(call, 'export', 'file', 'writes a file', args().slice(1));
    if (path !== null && PRINTS_TO.test(path)) {
      const target = args()[0]?.value();
      return target?.kind === 'call' && /^os\.(?:Create|OpenFile)$/.test(target.of)
        ? resolvedSink(call, 'export', 'file', 'writes a file', args().slice(1))
        : null;
    }
    if (path !== null && (CSV.test(path) || WRITER.test(path)))
      return resolvedSink(call, 'export', 'file', 'writes a file');
    if (path !== null && FRAME.test(path)) {
      const node = childOf(callee, 'member.object');
      const frame = { name: null, node, value: () => (node === null ? unknown : reading.resolver.valueOf(node)) };
      return resolvedSink(call, 'export', 'file', 'writes a file', [frame]);
    }
    return WRITER_NAME.test(object) && WRITER_METHOD.test(method)
      ? namedSink(`${object}.${method}`, 'export', 'file', 'reads as a line of a table that is written', args())
      : null;
  },
});
