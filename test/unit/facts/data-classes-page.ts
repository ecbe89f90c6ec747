import type { DataClass } from '../../../server/src/core/facts/data-class-table.ts';

/** The table of data classes as a page for people who write rules. */
export function toMarkdown(classes: readonly DataClass[]): string {
  const rows = classes.map(({ id, label, tags, names, inPerson, inHealth, inAccess, inPayment, flag }) => {
    const contexts = [
      [inPerson, 'in the record of a person'],
      [inHealth, 'in one about health'],
      [inAccess, 'where sign-in is dealt with'],
      [inPayment, 'in one about a card'],
    ] as const;
    const said = [
      ...(names.length === 0 ? [] : [some(names)]),
      ...contexts.flatMap(([list, where]) =>
        list === undefined || list.length === 0 ? [] : [`${where}: ${some(list)}`],
      ),
      ...(flag === true ? ['a yes or no counts'] : []),
    ];
    return `| \`${id}\` | ${label} | ${tags.join(', ')} | ${said.join('; ')} |`;
  });
  return `<!-- Written by test/unit/facts/data-classes.test.ts from server/src/core/facts/data-class-table.ts. -->

# Classes of data

What \`dataClass\` of a rule can name: \`contact.email\`, \`health.*\`. The list is our own. GDPR Art. 4, 8, 9 and 10, HIPAA's 18 identifiers and PCI DSS say
what to look for; names are what code calls it. A name counts in any spelling (\`dateOfBirth\`, \`date_of_birth\`, \`DATE-OF-BIRTH\`) and with words before it
(\`patientEmail\`), and does not when its last word says something else (\`emailTemplate\`, \`phoneCount\`), its first asks or switches (\`hasEmail\`), its type
cannot hold it (a boolean, a control of a form), or it is of a house (\`supportEmail\`, the address of a \`Company\`).

A team adds classes, or names to these, in \`.countersign/policy.yaml\`:

\`\`\`yaml
dataClasses:
  - id: acme.loyalty-number
    label: loyalty number
    names: [loyalty number, bonus card]
    tags: [GDPR Art. 4]
  - id: contact.email
    names: [mailbox]
    except: [sender]
\`\`\`

| Class | Data | Law, standard, weakness | Names, among others |
|---|---|---|---|
${rows.join('\n')}
`;
}

const MAX_SHOWN = 8;

function some(names: readonly string[]): string {
  return names.slice(0, MAX_SHOWN).join(', ');
}
